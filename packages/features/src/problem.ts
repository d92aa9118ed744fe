export type ProblemKind =
  | "invalid"
  | "forbidden"
  | "unauthorised"
  | "not-found"
  | "conflict"
  | "limit-reached"
  | "unavailable"
  | "gone"
  | "unreadable"
  | "not-json"
  | "too-large"
  | "not-implemented";

export type FieldError = { pointer: string; detail: string };

/** A refusal that a person can read. Expected, so it is never logged as a failure; everything else thrown is a bug. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  /** Stable, e.g. `contact.not-found`: programs tell refusals apart by it. */
  readonly code: string;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: ProblemKind,
    code: string,
    detail: string,
    more: { errors?: FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.name = "Problem";
    this.kind = kind;
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export function invalid(code: string, errors: FieldError[]): Problem {
  return new Problem("invalid", code, errors.map(({ detail }) => detail).join(" "), { errors });
}
