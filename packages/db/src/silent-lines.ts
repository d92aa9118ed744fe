import type { Socket } from "node:net";
import { type Goal, openLine, type Security } from "./line.ts";

/** Looks for connections whose other end is gone without a word. */
export type LineWatch = {
  /** For the driver: opens the socket of a connection, and keeps an eye on it. */
  socket(to: Goal): Socket | Promise<Socket>;
  /** Something is asked of the database from now until the returned function is called. */
  waits(): () => void;
  /** A query of the driver's, which waits from the moment that somebody waits for it. */
  asked<Query extends PromiseLike<unknown>>(query: Query): Query;
  close(): void;
};

const lookEveryMs = 250;
/** Looks without an answer that are nothing to wonder about: two seconds. */
const patience = 8;
/** Looks more before a line is hung up: its answer may be on the way. */
const grace = 2;
/** Looks that a connection has for being opened; the driver has a limit of its own for that. */
const headStart = 12;
const longestRest = 16;

/**
 * A line that was cut where neither end hears of it stays silent for a quarter of an hour, and whatever is asked on it
 * waits. When something has waited for two seconds, `isAtWork` asks the database on a new line whether it works for us at
 * all. If not, or if it cannot be reached, the silent lines are hung up: the driver refuses what was asked on them, and
 * opens new ones. Time is counted in looks, so that a process that was held up itself does not blame its lines.
 */
export function watchLines(isAtWork: () => Promise<boolean>, security: Security): LineWatch {
  const lines = new Map<Socket, { heard: number; silent: number }>();
  const waiting = new Map<object, number>();
  let opened = 0;
  let isAsking = false;
  /** Looks until the database is asked again; more with each yes, so that long work is not asked about four times a second. */
  let rest = 0;
  let nextRest = 1;
  /** Looks since the database was found not to work for us; null while nothing is suspected. */
  let suspectedFor: number | null = null;

  const investigate = async () => {
    isAsking = true;
    if (await isAtWork()) {
      rest = nextRest;
      nextRest = Math.min(nextRest * 2, longestRest);
    } else suspectedFor = 0;
    isAsking = false;
  };

  const hangUp = () => {
    for (const [line, { silent }] of lines) if (silent >= patience + grace) line.destroy();
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
      rest = 0;
      nextRest = 1;
    } else if (suspectedFor === null) {
      if (rest > 0) rest--;
      else if (!isAsking) void investigate();
    } else if (++suspectedFor >= grace) {
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
    socket: (goal) => {
      const { socket, line } = openLine(goal, opened++, security);
      lines.set(socket, { heard: 0, silent: -headStart });
      return line;
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
