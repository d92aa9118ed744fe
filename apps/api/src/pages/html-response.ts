import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "../api-env.ts";
import { pageStyleText } from "./page-style.ts";
import { surveyScriptText } from "./survey-script.ts";

// Style and script are constants inside the page; the policy names their hashes, so nothing else can run or dress it.
const policy = Promise.all([hashOf(pageStyleText), hashOf(surveyScriptText)]).then(([style, script]) =>
  policyOf(style, script),
);

function policyOf(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${style}'`,
    `script-src '${script}'`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A page for people, under a policy that lets nothing in but its own style and script. */
export async function htmlResponse(
  c: Context<ApiEnv>,
  document: string,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  c.header("content-security-policy", await policy);
  return c.html(document, status);
}

/** Mails dress themselves inline, and a frame inherits its page's policy. Here, on a developer's machine, styles may; scripts may not. */
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
