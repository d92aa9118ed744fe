/**
 * Whether an uncaught error is the driver's own: when a connection is lost inside a transaction, postgres 3.4.9 writes its
 * "rollback" to a socket that is gone. The transaction was rejected already; there is nothing left to end a program for.
 */
export function isLostSocket(error: unknown): boolean {
  return error instanceof TypeError && /[\\/]postgres[\\/]src[\\/]connection\.js/.test(error.stack ?? "");
}
