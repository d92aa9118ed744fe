import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/** A TCP line between two programs, to be spoilt in all the ways in which networks spoil lines. */
export type SpoiltLine = {
  port: number;
  /** The same address, by way of this line. */
  through(url: string): string;
  /** Milliseconds that every piece takes, each way. */
  delay(ms: number): void;
  /** Ends every connection as a program that is gone does. */
  cut(): void;
  /** Ends every connection as a machine does that knows nothing of them. */
  reset(): void;
  /** From now on nothing arrives, on old connections and on new ones, and nobody is told. */
  freeze(): void;
  /** New connections work again. Those of the freeze stay silent for good, and neither end hears of it. */
  forget(): void;
  /** All goes on as if nothing had been: what was under way arrives late. */
  thaw(): void;
  close(): Promise<void>;
};

type Line = { near: Socket; far: Socket; isDead: boolean; kept: (() => void)[] };

/** With `speaksTls`, as a managed Postgres is reached: the way here is secure, the way on to the target is not. */
export async function startProxy(
  target: { host: string; port: number },
  { speaksTls = false } = {},
): Promise<SpoiltLine> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const lines = new Set<Line>();
  let delayMs = 0;
  let isFrozen = false;

  const server = createServer({ noDelay: true }, async (near) => {
    near.on("error", () => {}); // spoilt on purpose
    const heard = speaksTls ? await secured(near) : near;
    const far = connect({ ...target, noDelay: true });
    const line: Line = { near, far, isDead: false, kept: [] };
    lines.add(line);
    const arrive = (act: () => void) => {
      if (line.isDead) return;
      if (isFrozen) line.kept.push(act);
      else act();
    };
    const pass = (act: () => void) =>
      delayMs > 0 && !line.isDead ? void setTimeout(arrive, delayMs, act).unref() : arrive(act);
    for (const [from, to] of [
      [heard, far],
      [far, heard],
    ] as const) {
      from.on("data", (piece) =>
        pass(() => {
          if (to.write(piece)) return;
          from.pause();
          to.once("drain", () => from.resume());
        }),
      );
      from.on("error", () => {}); // spoilt on purpose
      from.on("close", () => {
        pass(() => to.destroy());
        if (near.destroyed && far.destroyed) lines.delete(line);
      });
    }
  });
  /** A Postgres is asked first whether it speaks TLS at all. */
  async function secured(near: Socket): Promise<Socket> {
    await once(near, "data");
    near.pause();
    near.write("S");
    return new TLSSocket(near, { isServer: true, key, cert });
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const destroyAll = (end: (socket: Socket) => void) => {
    for (const { near, far } of lines) {
      end(near);
      far.destroy();
    }
    lines.clear();
  };
  return {
    port,
    through: (url) => {
      const way = Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) });
      if (speaksTls) way.searchParams.set("sslmode", "require");
      return way.href;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    cut: () => destroyAll((socket) => socket.destroy()),
    reset: () => destroyAll((socket) => socket.resetAndDestroy()),
    freeze: () => {
      isFrozen = true;
    },
    forget: () => {
      for (const line of lines) line.isDead = true;
      isFrozen = false;
    },
    thaw: () => {
      isFrozen = false;
      for (const { kept } of lines) for (const act of kept.splice(0)) act();
    },
    close: async () => {
      destroyAll((socket) => socket.destroy());
      server.close();
      await once(server, "close");
    },
  };
}
