import { zValidator } from "@hono/zod-validator";
import { Problem } from "@otklik/features/problem";
import type { Context, MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import { resolver, uniqueSymbol } from "hono-openapi";
import type { z } from "zod";
import type { ApiEnv } from "./api-env.ts";

const mostBytes = 1_048_576;

type Target = "json" | "query" | "param";

/**
 * Checks a part of the request and puts it on the OpenAPI page: one schema for both. Refusals are thrown, so that
 * they do not become part of the success type that clients see.
 */
export function validate<T extends Target, Schema extends z.ZodType>(target: T, schema: Schema) {
  const validator = zValidator(target, schema, (result) => {
    if (result.success) return;
    if (target === "param") throw new Problem("not-found", "path.not-found", "Nothing is here under this id.");
    throw refusal(target === "json" ? "body" : "query", result.error);
  });
  const checked =
    target === "json"
      ? (every(readableBody, validator as MiddlewareHandler) as unknown as typeof validator)
      : validator;
  return Object.assign(checked, {
    [uniqueSymbol]: { target, ...resolver(schema), options: undefined },
  });
}

/** 415, 413 and strings that Postgres cannot keep, before the body is looked at any closer. */
const readableBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const type = c.req.header("content-type");
  // A POST that says nothing need not say in which format: the schema then asks for what is missing.
  if (!type && (await limitedText(c)) === "") return next();
  if (!type || !/^application\/([a-z0-9.+-]+\+)?json\b/i.test(type)) {
    throw new Problem("not-json", "body.not-json", "Send JSON, with the header Content-Type: application/json.");
  }
  const text = await limitedText(c);
  if (suspicious.test(text)) refuseUnstorable(parse(text));
  return next();
};

/** The body as text, refused as soon as it outgrows the limit, whatever its headers say. */
export async function limitedText(c: Context): Promise<string> {
  // Read before, for an Idempotency-Key: the stream is used up.
  const known = c.req.bodyCache.text;
  if (known !== undefined) return known;
  const tooLarge = () => new Problem("too-large", "body.too-large", "A body may have 1 MB at most.");
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > mostBytes) throw tooLarge();
  if (declared !== undefined && !c.req.header("transfer-encoding")) return c.req.text();

  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
  // Hono keeps the promise of a body, though its type says the body.
  c.req.bodyCache.text = Promise.resolve(text) as unknown as string;
  return text;
}

// NUL and halves of surrogate pairs, escaped or raw: jsonb and text refuse them, so they are refused here, with their place.
const suspicious = /\\u0000|\\u[dD][89a-fA-F]|\u0000/;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("unreadable", "body.unreadable", "The body is not readable JSON.");
  }
}

/** The same checks for a body that no route validator sees. */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const value = parse(text);
  if (suspicious.test(text)) refuseUnstorable(value);
  const result = schema.safeParse(value);
  if (!result.success) throw refusal("body", result.error);
  return result.data;
}

function refusal(part: "body" | "query", error: z.core.$ZodError): Problem {
  const errors = error.issues.flatMap(faultsOfIssue);
  return new Problem(
    "invalid",
    `${part}.invalid`,
    errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    { errors },
  );
}

// Deeper than any body we know of, and shallow enough for every stack that it passes through.
const mostLevels = 64;

function refuseUnstorable(value: unknown, pointer = "", level = 0): void {
  if (level > mostLevels)
    throw new Problem("invalid", "body.invalid", `At most ${mostLevels} levels are read.`, {
      errors: [{ pointer: "/", detail: "This is too deep." }],
    });
  if (typeof value === "string" && (value.includes("\u0000") || !value.isWellFormed())) {
    const detail = "A text may hold neither the character NUL nor half a surrogate pair.";
    throw new Problem("invalid", "body.invalid", detail, { errors: [{ pointer: pointer || "/", detail }] });
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseUnstorable(key, `${pointer}/${escaped(key)}`);
    refuseUnstorable(inner, `${pointer}/${escaped(key)}`, level + 1);
  }
}

const escaped = (key: PropertyKey) => String(key).replaceAll("~", "~0").replaceAll("/", "~1");

function faultsOfIssue(issue: z.core.$ZodIssue): { pointer: string; detail: string }[] {
  const pointer = issue.path.map((key) => `/${escaped(key)}`).join("");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ pointer: `${pointer}/${escaped(key)}`, detail: "This field is not known." }));
  return [{ pointer: pointer || "/", detail: `${issue.message}.` }];
}
