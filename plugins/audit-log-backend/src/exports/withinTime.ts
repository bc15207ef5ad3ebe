import { performance } from 'node:perf_hooks';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import { answerOrHint } from '../explore';
import { narrowingHint } from '../query';
import { ReadTimeoutError } from '../store';
import { EventSource } from './types';

/**
 * Looks into the log for as long as a page of events may take, whatever is
 * looked for: people wait for the answer, and ask again while they type.
 *
 * @param options - `query` is what the hint is about
 * @throws ServiceUnavailableError with what would help.
 */
export function withinTime<T>(
  options: { source: EventSource; timeoutMs: number; query: string },
  look: (source: EventSource) => Promise<T>,
): Promise<T> {
  const { source, timeoutMs, query } = options;
  const deadline = performance.now() + timeoutMs;
  const limited: EventSource = {
    scan: range =>
      source.scan({ ...range, withinMs: deadline - performance.now() }),
    completeTo: () => source.completeTo(),
    lastBefore: instant => source.lastBefore(instant),
  };
  return answerOrHint(narrowingHint(parseQuery(query), true), async () => {
    try {
      return await look(limited);
    } catch (error) {
      if (error instanceof ReadTimeoutError) {
        throw new ReadTimeoutError(
          `The database did not find the answer within ${
            timeoutMs / 1000
          } seconds.`,
          { cause: error },
        );
      }
      throw error;
    }
  });
}
