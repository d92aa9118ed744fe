/**
 * Whether an uncaught error is the driver's own: when a connection is lost inside a transaction, postgres 3.4.9 writes its
 * "rollback" to a socket that is gone. The transaction was rejected already; there is nothing left to end a program for.
 */
export function isLostSocket(error: unknown): boolean {
  return error instanceof TypeError && /[\\/]postgres[\\/]src[\\/]connection\.js/.test(error.stack ?? "");
}

// What the driver says of a line that it finds closed, and what the system does.
const lostCodes = /^(CONNECTION_|ECONNRESET$|ECONNABORTED$|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$)/;

/** Whether this, or what caused it, is a connection to the database that was lost. */
export function isLostConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (lostCodes.test(String((cause as { code?: unknown }).code))) return true;
  }
  return false;
}
