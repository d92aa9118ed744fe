import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "../api-env.ts";
import type { Brand } from "./page.ts";
import { ownStyleText, pageStyleText } from "./page-style.ts";

// Styles are made of constants; the policy names their hashes, so nothing else can dress the page.
const dress = hashOf(pageStyleText);

type Policy = { brand: Brand | null; leadsTo: string | null; script: string | null };

async function policyFor({ brand, leadsTo, script }: Policy): Promise<string> {
  const style = await dress;
  const own = ownStyleText(brand ?? { accent: null });
  return [
    "default-src 'none'",
    `style-src '${style}'${own === null ? "" : ` '${await hashOf(own)}'`}`,
    `script-src 'self'${script === null ? "" : ` '${await hashOf(script)}'`}`,
    // The icon that stands in the page, so that no browser asks for another.
    `img-src ${brand?.mediaAt ? "'self' " : ""}data:`,
    "connect-src 'self'",
    "worker-src 'self'",
    // Browsers hold the redirect after a form to this as well.
    `form-action 'self'${leadsTo === null ? "" : ` ${new URL(leadsTo).origin}`}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

type Sent = {
  status?: ContentfulStatusCode;
  brand?: Brand | null;
  /** An allowed address that the page's form may end at. */
  leadsTo?: string | null;
};

/** A page for people, under a policy that lets nothing in but its own styles and our script. */
export async function htmlResponse(
  c: Context<ApiEnv>,
  document: string,
  { status = 200, brand = null, leadsTo = null }: Sent = {},
): Promise<Response> {
  const script = c.var.runtime.pageScripts?.first ?? null;
  c.header("content-security-policy", await policyFor({ brand, leadsTo, script }));
  c.header("vary", "accept-encoding");
  if (!c.req.header("accept-encoding")?.includes("gzip")) return c.html(document, status);
  c.header("content-encoding", "gzip");
  c.header("content-type", "text/html; charset=UTF-8");
  const packed = new Blob([document]).stream().pipeThrough(new CompressionStream("gzip"));
  return c.body(await new Response(packed).arrayBuffer(), status);
}

/** Mails dress themselves inline, and a frame inherits its page's policy. In ours, which hold no script, styles may; scripts may not. */
export function mailboxResponse(c: Context<ApiEnv>, document: string): Response | Promise<Response> {
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'",
  );
  return c.html(document);
}

/** A page whose only dress is this style, and which runs nothing. */
export async function styledPage(c: Context<ApiEnv>, document: string, style: string): Promise<Response> {
  const dress = `style-src '${await hashOf(style)}'`;
  c.header(
    "content-security-policy",
    `default-src 'none'; ${dress}; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`,
  );
  return c.html(document);
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
