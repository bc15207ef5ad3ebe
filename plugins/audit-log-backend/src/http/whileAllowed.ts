import { NotAllowedError } from '@backstage/errors';

/** How long a decision about access counts. */
const DECISION_COUNTS_MS = 10_000;

/**
 * Asks again and again whether somebody may go on: a grant ends while its
 * holder watches, and audit logging is disabled.
 *
 * @param options.first - what was decided before
 * @param options.isOpen - rejects where nobody may use it now; asked each time
 * @param options.decide - decides about the caller; asked every ten seconds
 * @returns what was decided last; undefined where they may no longer
 */
export function whileAllowed<T>(options: {
  first: T;
  isOpen: () => Promise<unknown>;
  decide: () => Promise<T>;
}): () => Promise<T | undefined> {
  const { isOpen, decide } = options;
  let decided = options.first;
  let decidedAt = Date.now();
  return async () => {
    try {
      await isOpen();
      if (Date.now() - decidedAt >= DECISION_COUNTS_MS) {
        decided = await decide();
        decidedAt = Date.now();
      }
      return decided;
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  };
}
