import { databaseCode } from "@otklik/features/database-code";
import { Problem, type ProblemKind } from "@otklik/features/problem";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "./api-env.ts";

const statusOf: Record<ProblemKind, ContentfulStatusCode> = {
  invalid: 422,
  unauthorised: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  "limit-reached": 429,
  unavailable: 503,
  unreadable: 400,
  "not-json": 415,
  "too-large": 413,
  "not-implemented": 501,
};

const titles: Partial<Record<number, string>> = {
  400: "Unreadable request",
  401: "No or bad key",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  415: "Not JSON",
  422: "Refused",
  429: "Too many requests",
  500: "Something went wrong on our side",
  501: "Not available here",
  503: "Not available at the moment",
};

type Details = {
  status: ContentfulStatusCode;
  code: string;
  detail: string;
  errors?: { pointer: string; detail: string }[];
  headers?: Record<string, string>;
};

/** An error as RFC 9457 has it. */
export function problemResponse(c: Context<ApiEnv>, { status, code, detail, errors, headers = {} }: Details): Response {
  const body = {
    type: `${c.var.runtime.publicUrl}/docs/problems#${code}`,
    title: titles[status] ?? "Error",
    status,
    detail,
    instance: c.req.path,
    code,
    requestId: c.var.requestId,
    ...(errors && { errors }),
  };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json", ...headers });
}

/** What anything thrown looks like from outside. Only a bug is logged as an error, and nothing of its inside is told. */
export const onError: ErrorHandler<ApiEnv> = (error, c) => {
  const details = detailsOf(error);
  if (details.status >= 500 && !(error instanceof Problem)) {
    const fields = {
      requestId: c.var.requestId,
      method: c.req.method,
      code: databaseCode(error) ?? details.code,
      errorName: error.name,
      stack: error.stack,
    };
    if (details.status === 503)
      c.var.runtime.house.ports.log.warn("request.unavailable", { ...fields, stack: undefined });
    else c.var.runtime.house.ports.log.error("request.failed", fields);
  }
  return problemResponse(c, details);
};

export function detailsOf(error: unknown): Details {
  if (error instanceof Problem) {
    const headers: Record<string, string> =
      error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) };
    return { status: statusOf[error.kind], code: error.code, detail: error.message, errors: error.errors, headers };
  }
  if (error instanceof HTTPException && error.status < 500) {
    const detail = error.status === 400 ? "The body is not readable JSON." : error.message;
    return {
      status: error.status as ContentfulStatusCode,
      code: error.status === 400 ? "body.unreadable" : "request.refused",
      detail,
    };
  }
  const code = databaseCode(error);
  if (code !== null && isUnavailable(code)) {
    return {
      status: 503,
      code: "database.unavailable",
      detail: "The database cannot be reached at the moment. Try again in a second.",
      headers: { "retry-after": "1" },
    };
  }
  if (code?.startsWith("22")) return { status: 422, code: "value.refused", detail: "A value cannot be stored." };
  return {
    status: 500,
    code: "internal",
    detail: "This is our fault and has been logged. Quote the requestId when you ask about it.",
  };
}

// Lost and refused connections by the driver's names, and SQLSTATEs of a server that is starting, stopping, full or locked.
const unavailableCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
  "EPIPE",
  "ENOTFOUND",
  "ENOENT",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "53300",
  "53400",
  "55P03",
  "57014",
  "40P01",
  "40001",
  "25006",
]);

export const isUnavailable = (code: string): boolean => unavailableCodes.has(code) || code.startsWith("08");
