import type { App } from "@otklik/api/app";
import { hc } from "hono/client";

/** A refusal or a failure as the API tells it. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: { pointer: string; detail: string }[];

  constructor(status: number, body: Partial<Pick<ApiProblem, "code" | "detail" | "requestId" | "errors">>) {
    super(body.detail ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? "unknown";
    this.detail = body.detail ?? "";
    this.requestId = body.requestId ?? null;
    this.errors = body.errors ?? [];
  }
}

let workspaceId: string | null = null;
let userId: string | null = null;

/** Every later request is of this workspace; what is kept in this browser is this user's. */
export function enterWorkspace(id: string, asUser: string): void {
  workspaceId = id;
  userId = asUser;
}

export const enteredWorkspace = () => workspaceId;
export const enteredBy = () => userId;

export const api = hc<App>("/", {
  headers: (): Record<string, string> => (workspaceId ? { "otklik-workspace": workspaceId } : {}),
});

type Answer<T> = { ok: boolean; status: number; json(): Promise<T> };

/** The body of a good answer, or an `ApiProblem`. No network: an `ApiProblem` with status 0. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((error: unknown) => {
    throw new ApiProblem(0, { code: "offline", detail: error instanceof Error ? error.message : "" });
  });
  if (answer.ok) return answer.status === 204 ? (undefined as T) : answer.json();
  throw new ApiProblem(answer.status, (await answer.json().catch(() => ({}))) as object);
}
