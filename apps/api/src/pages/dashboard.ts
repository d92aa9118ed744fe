import { Problem } from "@otklik/features/problem";
import { type Context, Hono } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";

/** A page of a workspace: no route of the router, which would be slower for everybody if it had to tell these apart. */
const ofWorkspace =
  /^\/(?!(?:v1|s|i|u|auth|dev|docs|hooks|client|assets)\/)[a-z0-9-]+\/(?:overview|scores|journey|shifts|responses|cases|surveys|distributions|contacts|settings)(?:\/|$)/;

export const isDashboardPath = (path: string) => ofWorkspace.test(path);

// Mantine dresses the page by one style element, which carries the nonce; everything else comes from our own host.
const policyWith = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // A draft is looked at as the page that customers will see.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The one page that the dashboard is, whatever it shows; what it may show is asked of `/v1` afterwards. */
export async function dashboardPage(c: Context<ApiEnv>): Promise<Response> {
  const page = await c.var.runtime.assets?.("index.html", null);
  if (!page) {
    throw new Problem(
      "not-found",
      "dashboard.not-built",
      "The dashboard is not built here. Run npm start, which builds it.",
    );
  }
  const nonce = crypto.randomUUID();
  c.header("content-security-policy", policyWith(nonce));
  return c.html(new TextDecoder().decode(page.body).replaceAll("__NONCE__", nonce));
}

/** As the dashboard's own page has it; here for what is opened by itself: an image, a file, a problem. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="7" cy="12" r="3.2" fill="#5B3FC4"/><path d="M12.2 6.3a8 8 0 0 1 0 11.4M16.2 3.2a12.6 12.6 0 0 1 0 17.6" fill="none" stroke="#5B3FC4" stroke-width="2.2" stroke-linecap="round"/></svg>`;

const html = { 200: "HTML" };
const worker = "kiosk-worker.js";

export const dashboard = new Hono<ApiEnv>()
  .get("/", describe("The dashboard", html), dashboardPage)
  .get("/sign-in", describe("The dashboard: signing in", html), dashboardPage)
  .get("/first-run", describe("The dashboard: the first owner and workspace", html), dashboardPage)
  .get("/favicon.ico", describe("What browsers ask for by themselves", { 200: "An SVG" }), (c) => {
    c.header("content-type", "image/svg+xml");
    c.header("cache-control", "public, max-age=86400");
    c.header("content-security-policy", "default-src 'none'; sandbox");
    return c.body(icon);
  })
  .get(
    "/assets/:file",
    describe(
      "Scripts and styles of the dashboard and of the survey page",
      { 200: "A file that never changes under its name" },
      [404],
    ),
    async (c) => {
      const file = c.req.param("file");
      const asset = await c.var.runtime.assets?.(`assets/${file}`, c.req.header("accept-encoding") ?? null);
      if (!asset) throw new Problem("not-found", "path.not-found", "No such file.");
      c.header("content-type", asset.type);
      c.header("vary", "accept-encoding");
      if (file === worker) {
        // It keeps its name, so that a device finds the next one; what it fetches are the pages of open links.
        c.header("service-worker-allowed", "/s/");
        c.header("content-security-policy", "default-src 'none'; connect-src 'self'");
      } else {
        c.header("cache-control", "public, max-age=31536000, immutable");
      }
      if (asset.encoding) c.header("content-encoding", asset.encoding);
      return c.body(asset.body);
    },
  );
