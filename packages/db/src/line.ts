import { once } from "node:events";
import { isIP, Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";

/** Where the driver wants to go: several hosts are tried in turn. */
export type Goal = { host: string[]; port: number[]; path: string | false };
/** What the driver has read from an address about TLS. */
export type Security = { ssl: unknown; sslnegotiation: unknown };

/** For opening a line, in ms, TLS included. */
const longestOpening = 3_000;
/** What asks a Postgres whether it speaks TLS. */
const asksForTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * A line to Postgres for the driver, and the socket beneath it. TLS is ours and not the driver's, who would put a socket of
 * its own in the place of this one: on it, a loss would be told as it must not be. Never rejects: what cannot be opened is a
 * line that says why and is gone, as the driver knows it from sockets of its own.
 */
export function openLine(goal: Goal, turn: number, { ssl, sslnegotiation }: Security) {
  const at = turn % goal.host.length;
  const place = { host: goal.host[at] as string, port: goal.port[at] as number };
  const socket = Object.assign(new Socket(), place);
  if (goal.path) socket.connect(goal.path);
  else socket.connect(place);
  if (!ssl) return { socket, line: bearable(socket, () => socket.bytesRead > 0) };
  const opening = speakTls(socket, place.host, ssl, sslnegotiation === "direct");
  return { socket, line: opening.catch((error) => socket.destroy() && refused(error)) };
}

async function speakTls(socket: Socket, host: string, ssl: unknown, isDirect: boolean): Promise<Socket> {
  const signal = AbortSignal.timeout(longestOpening);
  try {
    await once(socket, "connect", { signal });
    // Every error from here on is told by the line above it.
    socket.on("error", () => {});
    if (!isDirect) {
      socket.write(asksForTls);
      const hungUp = Object.assign(new Error(`${host} hung up.`), { code: "CONNECTION_CLOSED" });
      const isGone = once(socket, "close", { signal }).then(() => Promise.reject(hungUp));
      const [answer] = (await Promise.race([once(socket, "data", { signal }), isGone])) as [Buffer];
      socket.pause();
      if (answer.toString() !== "S") {
        if (ssl === "prefer" && answer.toString() === "N") return bearable(socket, () => true);
        throw Object.assign(new Error("The database does not speak TLS."), { code: "TLS_REFUSED" });
      }
    }
    const secure = connect({
      socket,
      ...(isIP(host) === 0 && { servername: host }),
      ...(isDirect && { ALPNProtocols: ["postgresql"] }),
      ...(["require", "allow", "prefer"].includes(ssl as string) && { rejectUnauthorized: false }),
      ...(typeof ssl === "object" && ssl),
    });
    await once(secure, "secureConnect", { signal });
    return bearable(secure, () => true);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw Object.assign(new Error(`No line to ${host} within ${longestOpening} ms.`), { code: "CONNECT_TIMEOUT" });
  }
}

/**
 * Tells the driver (postgres 3.4.9) that a line was lost when it can bear it. Told of an error, it forgets what is asked
 * between the error and the end, which waits for ever and then takes the results of others. Told of the end while it is
 * about to write, on this line or the next it never writes again. It writes by `setImmediate`: so it is told of the end
 * alone, at a moment at which nothing waits for that.
 */
function bearable<Line extends Socket | TLSSocket>(line: Line, wasOpened: () => boolean): Line {
  const [emit, write] = [line.emit.bind(line), line.write.bind(line)] as [Socket["emit"], Socket["write"]];
  let isLost = false;
  const tell = () => {
    if (process.getActiveResourcesInfo().includes("Immediate")) setTimeout(tell, 1);
    else emit("close", false);
  };
  line.emit = (event: string, ...told: unknown[]) => {
    // What was never opened has nothing on it, and its error is worth knowing.
    if (!wasOpened() || (event !== "error" && event !== "close")) return emit(event as "close", ...(told as [boolean]));
    if (!isLost) setTimeout(tell);
    isLost = true;
    return true;
  };
  line.write = (...piece: unknown[]) => isLost || write(...(piece as Parameters<Socket["write"]>));
  return line;
}

/** Says why it was not opened right after the driver has written its greeting, for the same reason. */
function refused(error: Error): Socket {
  const line = new Socket();
  line.write = () => {
    line.destroy(error);
    return true;
  };
  return line;
}
