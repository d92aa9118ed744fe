import { html, raw } from "@otklik/domain/values/html";
import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import type { ApiEnv } from "./api-env.ts";
import { describe } from "./describe.ts";
import { styledPage } from "./pages/html-response.ts";
import { problemMeanings } from "./pages/problem-meanings.ts";

type Operation = { summary?: string; responses?: Record<string, { description?: string }> };
type Specs = Awaited<ReturnType<typeof generateSpecs>>;

/** The API described by itself: as OpenAPI 3.1, and as a page that a person can read without any script. */
export function openApi(app: Hono<ApiEnv>) {
  let made: Promise<Specs> | null = null;
  const specs = () => {
    made ??= generateSpecs(app, {
      // Its own path ends in .json, and so does the mailbox's: neither is a file.
      excludeStaticFile: false,
      documentation: {
        info: {
          title: "Otklik",
          version: "1",
          description: "Ask one short survey at each touchpoint, and close the loop.",
        },
        components: { securitySchemes: { secretKey: { type: "http", scheme: "bearer", description: "ok_…" } } },
        security: [{ secretKey: [] }],
      },
    });
    return made;
  };
  return new Hono<ApiEnv>()
    .get("/openapi.json", describe("This description, as OpenAPI 3.1", { 200: "OpenAPI 3.1" }), async (c) => {
      const described = await specs();
      return c.json({ ...described, openapi: "3.1.0" });
    })
    .get("/docs", describe("This description, as a page", { 200: "HTML" }), async (c) =>
      styledPage(c, docsPage(await specs()), style),
    )
    .get("/docs/problems", describe("What the codes of refusals mean", { 200: "HTML" }), (c) =>
      styledPage(c, problemsPage(), style),
    );
}

const style = `:root{color-scheme:light dark;--bg:#F6F6F4;--card:#fff;--t:#1B1E23;--t2:#565C66;--ln:#E3E3E0}
@media(prefers-color-scheme:dark){:root{--bg:#121316;--card:#1A1C20;--t:#ECEDEF;--t2:#A4AAB4;--ln:#2D3036}}
body{margin:0 auto;max-width:960px;padding:24px 16px;background:var(--bg);color:var(--t);font:14px/20px system-ui,sans-serif}
h1{font-size:24px;line-height:31px}p,td:last-child{color:var(--t2)}a{color:inherit}
section{background:var(--card);border:1px solid var(--ln);border-radius:10px;margin:0 0 16px;padding:4px 16px}
h2{font-size:15px;font-weight:600}table{border-collapse:collapse;width:100%}
td{border-top:1px solid var(--ln);padding:8px 12px 8px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td:first-child{width:42%}td:last-child{width:18%}code{font:13px/20px ui-monospace,monospace}
@media(max-width:640px){td,td:first-child,td:last-child{display:block;width:auto;border:0;padding:0}td:first-child{border-top:1px solid var(--ln);padding-top:8px}td:last-child{padding-bottom:8px}}`;

function problemsPage(): string {
  return String(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Refusals · Otklik API</title><style>${raw(style)}</style></head><body><main>
<h1>Refusals</h1>
<p>What the <code>code</code> of a refusal means, and what to do. The calls: <a href="/docs">/docs</a>.</p>
<section><table><tbody>
${Object.entries(problemMeanings).map(
  ([code, meaning]) => html`<tr id="${code}"><td><code>${code}</code></td><td>${meaning}</td></tr>`,
)}
</tbody></table></section>
</main></body></html>`);
}

function docsPage({ paths, info }: Specs): string {
  const rows = Object.entries(paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations ?? {}).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: operation as Operation,
    })),
  );
  const groups = Map.groupBy(rows, ({ path }) => path.match(/^\/v1\/\w+|^\/\w+/)?.[0] ?? path);
  return String(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${info.title} API</title><style>${raw(style)}</style></head><body><main>
<h1>${info.title} API</h1>
<p>${info.description} Every call, with shapes: <a href="/openapi.json">/openapi.json</a>.</p>
<p>Calls to <code>/v1</code> carry <code>Authorization: Bearer ok_…</code>, a secret key from Settings, Keys, and bodies are JSON. A refusal has a <code>code</code>; <a href="/docs/problems">what each code means</a>.</p>
${[...groups].map(
  ([name, calls]) => html`<section><h2>${name}</h2><table><tbody>
${calls.map(
  ({ path, method, operation }) =>
    html`<tr><td><code>${method} ${path}</code></td><td>${operation.summary ?? ""}</td><td>${Object.keys(operation.responses ?? {}).join(", ")}</td></tr>`,
)}
</tbody></table></section>`,
)}
</main></body></html>`);
}
