import { toError } from '@backstage/errors';

/** What the backend said, where it said something, else the error's message. */
export function errorText(error: unknown): string {
  const { cause, message } = toError(error);
  return cause instanceof Error && cause.message ? cause.message : message;
}

/** Whether somebody else has changed the thing since it was read. */
export function isConflict(error: unknown): boolean {
  return (error as { statusCode?: number })?.statusCode === 412;
}

/** Whether the thing isn't there any more. */
export function isGone(error: unknown): boolean {
  return (error as { statusCode?: number })?.statusCode === 404;
}

/** Whether a query was refused before it was sent, as its field says already. */
export function isWrongQuery(error: unknown): boolean {
  return toError(error).name === 'InputError';
}
