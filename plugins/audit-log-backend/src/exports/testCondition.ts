import {
  MAX_CONDITION_ROWS,
  TestedCondition,
  testConditionSchema,
} from 'backstage-plugin-audit-log-common';
import { z } from 'zod';
import { firstSince } from './firstSince';
import { ReadTimeoutError } from '../store';
import { CompileQuery, EventSource } from './types';
import { planRange } from './windows';

export interface ConditionTester {
  /** What the caller sees. */
  source: EventSource;
  compileQuery: CompileQuery;
  /** Longest range of one run. */
  maxSequences: bigint;
  clock: () => Date;
}

/**
 * What a condition would find if the schedule were due now. Writes nothing.
 *
 * @param exportedTo - last sequence that the schedule has exported
 */
export async function testCondition(
  draft: z.output<typeof testConditionSchema>,
  exportedTo: string,
  options: ConditionTester,
): Promise<TestedCondition> {
  const { source, compileQuery, clock } = options;
  const { coverage, condition } = draft;
  const now = clock();
  const where = [
    ...compileQuery(draft.query, now),
    ...(condition.type === 'query' ? compileQuery(condition.query, now) : []),
  ];
  const head = (await source.completeTo()).sequence;
  const range = await planRange({
    coverage,
    exportedTo,
    head,
    dueAt: now,
    maxSequences: options.maxSequences,
    firstSince: instant => firstSince(source, head, instant),
    lastBefore: instant => source.lastBefore(instant),
  });
  let rows = 0;
  let isComplete = true;
  if (range && BigInt(range.fromSequence) <= BigInt(range.toSequence)) {
    const { fromSequence, toSequence } = range;
    try {
      for await (const _ of source.scan({ where, fromSequence, toSequence })) {
        if (rows === MAX_CONDITION_ROWS) {
          isComplete = false;
          break;
        }
        rows += 1;
      }
    } catch (error) {
      // That it holds is known by the first row.
      if (!(error instanceof ReadTimeoutError) || rows === 0) {
        throw error;
      }
      isComplete = false;
    }
  }
  return { holds: condition.type === 'always' || rows > 0, rows, isComplete };
}
