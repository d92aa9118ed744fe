import { Socket } from "node:net";

/** Looks for connections whose other end is gone without a word. */
export type LineWatch = {
  /** For the driver: opens the socket of a connection, and keeps an eye on it. */
  socket(to: { host: string[]; port: number[]; path: string | false }): Socket;
  /** Something is asked of the database from now until the returned function is called. */
  waits(): () => void;
  /** A query of the driver's, which waits from the moment that somebody waits for it. */
  asked<Query extends PromiseLike<unknown>>(query: Query): Query;
  close(): void;
};

const lookEveryMs = 500;
/** Looks without an answer that are nothing to wonder about: two seconds. */
const patience = 4;
/** Looks more before a line is hung up: its answer may be on the way. */
const grace = 1;
/** Looks that a connection has for being opened; the driver has a limit of its own for that. */
const headStart = 6;

/**
 * When a line ends with an error, the driver (postgres 3.4.9) refuses what it waits for, and forgets what is asked between
 * the error and the end: that waits for ever, and on the next connection it takes the results of others. Of a line that
 * just ends, the driver refuses everything.
 */
class Line extends Socket {
  override emit(event: string | symbol, ...told: unknown[]): boolean {
    return event === "close" && this.bytesRead > 0 ? super.emit(event, false) : super.emit(event, ...told);
  }
}

/**
 * A line that was cut where neither end hears of it stays silent for a quarter of an hour, and whatever is asked on it
 * waits. When something has waited for two seconds, `isAtWork` asks the database on a new line whether it works for us at
 * all. If not, or if it cannot be reached, the silent lines are hung up: the driver refuses what was asked on them, and
 * opens new ones. Time is counted in looks, so that a process that was held up itself does not blame its lines.
 */
export function watchLines(isAtWork: () => Promise<boolean>): LineWatch {
  const lines = new Map<Socket, { heard: number; silent: number }>();
  const waiting = new Map<object, number>();
  let opened = 0;
  let isAsking = false;
  /** Looks since the database was found not to work for us; null while nothing is suspected. */
  let suspectedFor: number | null = null;

  const investigate = async () => {
    isAsking = true;
    if (!(await isAtWork())) suspectedFor = 0;
    isAsking = false;
  };

  const hangUp = () => {
    for (const [line, { silent }] of lines) if (silent > patience + grace) line.destroy();
  };

  const look = () => {
    for (const [line, seen] of lines) {
      seen.silent = line.bytesRead === seen.heard ? seen.silent + 1 : 0;
      seen.heard = line.bytesRead;
      if (line.destroyed) lines.delete(line);
    }
    let isOverdue = false;
    for (const [query, looks] of waiting) {
      waiting.set(query, looks + 1);
      isOverdue ||= looks > patience;
    }
    if (!isOverdue) {
      suspectedFor = null;
    } else if (suspectedFor === null) {
      if (!isAsking) void investigate();
    } else if (++suspectedFor > grace) {
      hangUp();
      suspectedFor = null;
    }
  };
  const timer = setInterval(look, lookEveryMs).unref();

  const waits = () => {
    const token = {};
    waiting.set(token, 0);
    return () => void waiting.delete(token);
  };

  return {
    socket: ({ host, port, path }) => {
      const line = new Line();
      lines.set(line, { heard: 0, silent: -headStart });
      const at = opened++ % host.length;
      return path ? line.connect(path) : line.connect(port[at] as number, host[at] as string);
    },
    waits,
    asked: (query) => {
      const then = query.then.bind(query) as PromiseLike<unknown>["then"];
      let isAsked = false;
      // biome-ignore lint/suspicious/noThenProperty: it is a promise, and sends itself when somebody waits for it
      query.then = ((...heirs: Parameters<typeof then>) => {
        if (!isAsked) {
          isAsked = true;
          const over = waits();
          then(over, over);
        }
        return then(...heirs);
      }) as typeof query.then;
      return query;
    },
    close: () => clearInterval(timer),
  };
}
