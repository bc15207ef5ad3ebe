/** Codes of broken connections, from Node and from SQLite. */
const connectionCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'SQLITE_BUSY',
  'SQLITE_CANTOPEN',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_LOCKED',
  'SQLITE_READONLY',
]);

/**
 * Classes of SQLSTATE that tell of the server and not of the rows: connection,
 * transaction state, rollback, resources, object state, intervention, system.
 */
const serverTrouble = /^(?:08|25|40|53|55|57|58)/;

const troubleNames = new Set([
  'AbortError',
  'KnexTimeoutError',
  'ServiceUnavailableError',
  'TimeoutError',
]);

/**
 * Whether the sink as a whole is in trouble, so that trying smaller batches
 * would tell nothing. False where one of the events may be the cause.
 */
export function isSinkTrouble(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { name, code, statusCode, message, cause } = error as {
    name?: unknown;
    code?: unknown;
    statusCode?: unknown;
    message?: unknown;
    cause?: unknown;
  };
  if (typeof statusCode === 'number') {
    return statusCode !== 400 && statusCode !== 413 && statusCode !== 422;
  }
  return (
    (typeof name === 'string' && troubleNames.has(name)) ||
    (typeof code === 'string' &&
      (connectionCodes.has(code) || serverTrouble.test(code))) ||
    (typeof message === 'string' &&
      /connection terminated|timeout exceeded|server closed the connection/i.test(
        message,
      )) ||
    (cause !== undefined && isSinkTrouble(cause))
  );
}
