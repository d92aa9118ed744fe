import { html } from "@otklik/domain/values/html";
import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import type { ApiEnv } from "./api-env.ts";
import { describe } from "./describe.ts";

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
      c.html(docsPage(await specs())),
    )
    .get("/docs/problems", describe("What the codes of refusals mean", { 200: "HTML" }), async (c) =>
      c.html(docsPage(await specs())),
    );
}

function docsPage({ paths, info }: Specs): string {
  const rows = Object.entries(paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations ?? {}).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: operation as Operation,
    })),
  );
  return String(html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${info.title} API</title>
<h1>${info.title} API</h1>
<p>${info.description} Every call, with shapes: <a href="/openapi.json">/openapi.json</a>.</p>
<table><thead><tr><th>Call</th><th>What it does</th><th>Answers</th></tr></thead><tbody>
${rows.map(({ path, method, operation }) => html`<tr><td><code>${method} ${path}</code></td><td>${operation.summary ?? ""}</td><td>${Object.keys(operation.responses ?? {}).join(", ")}</td></tr>`)}
</tbody></table></html>`);
}
