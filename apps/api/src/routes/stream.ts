import { Problem } from "@otklik/features/problem";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { callerOf } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { id } from "./shapes.ts";

const Query = z.object({
  events: z.string().max(500).optional().describe("Groups, the part of a name before the dot: score,response,case"),
  lastEventId: z.string().max(20).optional().describe("As the header Last-Event-ID, for those who cannot send one"),
  workspace: id.optional().describe("For a signed-in browser: which of its workspaces"),
});

const heartbeatMs = 15_000;
// A key or a session that was withdrawn must not go on listening.
const recheckMs = 5_000;
/** Messages a slow reader may lag behind before the line is closed; it resumes by Last-Event-ID. */
const mostBehind = 5_000;

export const stream = new Hono<ApiEnv>().get(
  "/",
  describe(
    "Server-sent events as they happen; resumes after Last-Event-ID without gap or double",
    { 200: "text/event-stream" },
    [401, 422, 501],
  ),
  validate("query", Query),
  async (c) => {
    const { live } = c.var.runtime;
    if (!live)
      throw new Problem("not-implemented", "stream.not-here", "This runtime cannot hold a line open. Poll instead.");
    const groups = c.req
      .valid("query")
      .events?.split(",")
      .map((group) => group.trim());
    const isWanted = (name: string) => !groups || groups.includes(name.split(".")[0] as string);
    const resumeAfter = readPlace(c.req.header("last-event-id") ?? c.req.valid("query").lastEventId);

    c.header("x-accel-buffering", "no");
    c.header("cache-control", "no-store");
    return streamSSE(c, async (sse) => {
      let behind = 0;
      const push = (messages: { id: number; name: string; data: unknown }[]) => {
        for (const { id, name, data } of messages) {
          if (!isWanted(name)) continue;
          if (++behind > mostBehind) return sse.abort();
          void sse.writeSSE({ event: name, id: String(id), data: JSON.stringify(data) }).finally(() => behind--);
        }
      };
      const stop = await live.listen(c.var.workspaceId, resumeAfter, push);
      sse.onAbort(stop);
      // Whatever is committed after this line has been read is pushed.
      await sse.write(": listening\n\n");
      for (let waited = 0; !sse.aborted && !sse.closed; waited += recheckMs) {
        await sse.sleep(recheckMs);
        const caller = await callerOf(c).catch(() => null);
        if (caller?.workspaceId !== c.get("workspaceId")) break;
        if (waited % heartbeatMs === 0) await sse.write(": still here\n\n");
      }
      stop();
    });
  },
);

function readPlace(header: string | undefined): number | null {
  if (header === undefined || header === "") return null;
  if (!/^\d{1,15}$/.test(header)) {
    throw new Problem("invalid", "stream.bad-place", "Last-Event-ID is an id of this stream.", {
      errors: [{ pointer: "/Last-Event-ID", detail: "Send the id of the last event received." }],
    });
  }
  return Number(header);
}
