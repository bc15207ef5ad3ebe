/**
 * The caller of an operation hung up, so that nobody knows what came of it:
 * given to `fail`, it makes the outcome `unknown`.
 *
 * @public
 */
export class CallerLeftError extends Error {
  constructor(cause?: unknown) {
    super('The caller left before the answer was complete', { cause });
    this.name = 'AbortError';
  }
}

/** Whether it is one; a proxy of whoever threw it may throw itself. */
export function isCallerLeft(error: unknown): error is CallerLeftError {
  return readably(() => error instanceof CallerLeftError);
}

/** How systems call a connection that the other side closed. */
const CLOSED_BY_OTHER = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE']);

/** How libraries call what is stopped because of that. */
const ABORT_CODES = new Set([
  ...CLOSED_BY_OTHER,
  'ABORT_ERR',
  'ERR_CANCELED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_UNABLE_TO_PIPE',
  'ERR_STREAM_WRITE_AFTER_END',
  'UND_ERR_ABORTED',
]);
const ABORT_NAME = /abort|cancell?ed|premature ?close/i;
const ABORT_TYPE = 'request.aborted';

/** How deep causes are followed. */
const MAX_DEPTH = 5;

/** Whether an error only says that something was stopped, by any name. */
export function isAbort(error: unknown): boolean {
  return readably(() => saysAborted(error));
}

function saysAborted(error: unknown): boolean {
  let told = error;
  for (let depth = 0; depth < MAX_DEPTH && isObject(told); depth++) {
    const { name, code, type, cause } = told;
    if (
      (typeof name === 'string' && ABORT_NAME.test(name)) ||
      (typeof code === 'string' && ABORT_CODES.has(code)) ||
      type === ABORT_TYPE
    ) {
      return true;
    }
    told = cause;
  }
  return false;
}

/**
 * Whether the caller closed the connection of a request: it said so, or it
 * reset it. A connection that this process closed tells neither.
 */
export function hasCallerLeft(request: unknown): boolean {
  return readably(() => isObject(request) && isClosedByOther(request.socket));
}

/** The same for the connection itself. */
export function isClosedByOther(socket: unknown): boolean {
  if (!isObject(socket)) {
    return false;
  }
  const { readableEnded, errored } = socket;
  return (
    readableEnded === true ||
    (isObject(errored) && CLOSED_BY_OTHER.has(errored.code as string))
  );
}

/** Getters and proxies of whoever made what is asked may throw. */
function readably(ask: () => boolean): boolean {
  try {
    return ask();
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
