import { toError } from '@backstage/errors';

/** What the backend said, where it said something, else the error's message. */
export function errorText(error: unknown): string {
  const { cause, message } = toError(error);
  return cause instanceof Error && cause.message ? cause.message : message;
}
