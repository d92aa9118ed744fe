// Sockets of Workers give their errors no code.
const lostOnWorkers =
  /^(?:connection attempt failed|proxy request failed|network connection lost|stream was cancelled)/i;

/** The five-character SQLSTATE, or the driver's own code for a lost connection; null for anything else. */
export function databaseCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string") return code;
    if (lostOnWorkers.test(cause.message)) return "CONNECTION_CLOSED";
  }
  return null;
}
