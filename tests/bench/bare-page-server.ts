import { randomBytes } from "node:crypto";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { html, raw } from "hono/html";

// What the survey page is measured against: the least that shows a question. No style, no script, no image, no database,
// and after the question as many bytes as were asked for.
const app = new Hono().get("/", async (c) => {
  const { lang = "en", dir = "ltr", question = "", bytes = "0" } = c.req.query();
  const page = (filling: string) => html`<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${question}</title></head>
<body><h1>${question}</h1><form method="post"><input name="score"><button>OK</button></form></body></html><!--${raw(filling)}-->`;
  const missing = Number(bytes) - Buffer.byteLength(String(await page("")));
  const noise = randomBytes(Math.max(0, missing)).toString("base64url").replaceAll("-", "_");
  return c.html(page(noise.slice(0, Math.max(0, missing))));
});

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
