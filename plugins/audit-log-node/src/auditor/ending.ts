import { JsonObject } from '@backstage/types';
import {
  CallerLeftError,
  hasCallerLeft,
  isAbort,
  isCallerLeft,
} from '../callerLeft';

/** How a plugin says that its operation ended. */
export type Outcome = 'succeeded' | 'failed';

/** What is known of the end of an operation. */
export interface Ending {
  outcome: Outcome | 'unknown';
  meta: JsonObject | undefined;
  error: unknown;
}

/**
 * A caller who hung up tells nothing about what came of their request: where
 * it only stopped because of that, the outcome is unknown.
 */
export function endOf(
  outcome: Outcome,
  error: unknown,
  request: unknown,
): Pick<Ending, 'outcome' | 'error'> {
  if (outcome === 'failed') {
    if (isCallerLeft(error)) {
      return { outcome: 'unknown', error };
    }
    if (isAbort(error) && hasCallerLeft(request)) {
      return { outcome: 'unknown', error: new CallerLeftError(error) };
    }
  }
  return { outcome, error };
}
