import { get } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

export type Listening = { url: string; headers: Record<string, string>; listeners: number };
/** `at` in ms since 1970: that many answers were told to this listener then. */
export type Push = { listener: number; at: number; n: number };

// A thread of its own, so that hearing and asking do not wait for each other more than they must.
const { url, headers, listeners } = workerData as Listening;
const everyNth = 20;
const heard: Push[] = [];

await Promise.all(
  Array.from({ length: listeners }, (_, listener) => {
    return new Promise<void>((resolve, reject) => {
      get(`${url}/v1/stream?events=score`, { headers, agent: false }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`the stream answered ${answer.statusCode}`));
        resolve();
        if (listener % everyNth !== 0) return void answer.resume();
        let rest = "";
        answer.setEncoding("utf8").on("data", (text: string) => {
          const at = performance.timeOrigin + performance.now();
          const events = (rest + text).split("\n\n");
          rest = events.pop() as string;
          for (const event of events) {
            const data = /^data: ?(\{.*\})$/m.exec(event)?.[1];
            if (!data) continue;
            const { n, channel, touchpointKey } = JSON.parse(data) as {
              n: number;
              channel: string;
              touchpointKey: string;
            };
            if (channel === "email" && touchpointKey === "delivery") heard.push({ listener, at, n });
          }
        });
      }).on("error", reject);
    });
  }),
);
parentPort?.postMessage("ready");
parentPort?.once("message", () => {
  parentPort?.postMessage(heard);
  setImmediate(() => process.exit());
});
