import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { mailboxResponse } from "./html-response.ts";
import { mailboxPage } from "./mailbox-page.ts";

/** The local mailbox: where mail goes while there is no mail server. Never there in production. */
export const devMailbox = new Hono<ApiEnv>()
  .get("/mailbox", describe("Mail that was not sent, as a page", { 200: "HTML" }), async (c) => {
    const locale = c.req.header("accept-language")?.toLowerCase().startsWith("ru") ? "ru" : "en";
    return mailboxResponse(c, mailboxPage({ locale, mails: (await c.var.runtime.mailbox?.()) ?? [] }));
  })
  .get(
    "/mailbox.json",
    describe("Mail that was not sent, newest first", {
      200: z.array(z.looseObject({ id: z.string(), to: z.string(), subject: z.string() })),
    }),
    async (c) => c.json((await c.var.runtime.mailbox?.()) ?? []),
  );
