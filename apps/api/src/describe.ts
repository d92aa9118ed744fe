import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457. `code` is stable: programs tell refusals apart by it." });

const problemTexts: Record<number, string> = {
  400: "Unreadable body",
  401: "No or bad key",
  403: "The role or key may not do this",
  404: "Unknown id",
  409: "In conflict with what is there",
  413: "Over 1 MB",
  415: "Not JSON",
  422: "Well-formed but refused; `errors` names every place",
  429: "Too often; Retry-After says for how many seconds to wait",
  501: "Not available on this runtime",
};

type Described = Record<number, z.ZodType | string>;

/** One route on the OpenAPI page: what it does, what it returns, how it refuses. */
export function describe(summary: string, responses: Described, problems: number[] = []) {
  return describeRoute({
    summary,
    responses: Object.fromEntries([
      ...Object.entries(responses).map(([status, shape]) => [
        status,
        typeof shape === "string"
          ? { description: shape }
          : { description: "OK", content: { "application/json": { schema: resolver(shape) } } },
      ]),
      ...problems.map((status) => [
        status,
        {
          description: problemTexts[status] ?? "Refused",
          content: { "application/problem+json": { schema: resolver(Problem) } },
        },
      ]),
    ]),
  });
}

export const refusals = {
  read: [401, 403, 404],
  list: [401, 403, 422],
  write: [400, 401, 403, 404, 409, 413, 415, 422],
};
