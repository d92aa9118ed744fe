import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

// What the live stream is measured against: counts in memory, nothing durable, the same twenty pushes a second at most.
const pushEveryMs = 50;
let n = 0;
let told = 0;
const listeners = new Set<(data: string) => void>();

setInterval(() => {
  if (told === n) return;
  told = n;
  const data = JSON.stringify({ metric: "nps", touchpointKey: "delivery", channel: "email", n });
  for (const tell of listeners) tell(data);
}, pushEveryMs);

const app = new Hono()
  .get("/readyz", (c) => c.body(null, 204))
  .post("/v1/responses", async (c) => {
    const { submissionId } = await c.req.json<{ submissionId: string }>();
    n++;
    return c.json({ id: submissionId }, 201);
  })
  .get("/v1/stream", (c) =>
    streamSSE(c, async (stream) => {
      const tell = (data: string) => void stream.writeSSE({ event: "score.changed", data });
      listeners.add(tell);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      listeners.delete(tell);
    }),
  );

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
