import {
  ExportPreview,
  ExportScheduleDraft,
  describeCadence,
  nextTicks,
  renderDestination,
} from 'backstage-plugin-audit-log-common';
import { EventPredicate } from '../store';
import { CompileQuery, EventSource, StoredSchedule } from './types';

const rowsShown = 5;
const ticksShown = 5;

async function firstRows(
  source: EventSource,
  where: EventPredicate[],
  toSequence: string,
  limit: number,
) {
  const rows = [];
  const found = source.scan({ where, fromSequence: '1', toSequence });
  for await (const { proof: _, ...event } of found) {
    rows.push(event);
    if (rows.length >= limit) {
      break;
    }
  }
  return rows;
}

/** What a schedule would do. Writes nothing. */
export async function previewSchedule(
  draft: ExportScheduleDraft,
  options: {
    /** What the caller sees. */
    source: EventSource;
    compileQuery: CompileQuery;
    clock: () => Date;
    /** The schedule that would be changed; absent for a new one. */
    before?: Pick<StoredSchedule, 'lastRun' | 'exportedTo'>;
  },
): Promise<ExportPreview> {
  const { source, compileQuery, clock, before } = options;
  const now = clock();
  const { cadence, timeZone, condition } = draft;
  const ticks = nextTicks(cadence, timeZone, now, ticksShown);
  const head = (await source.completeTo()).sequence;
  const where = compileQuery(draft.query, now);
  const rows = await firstRows(source, where, head, rowsShown);
  const conditionRows =
    condition.type === 'query'
      ? await firstRows(
          source,
          [...where, ...compileQuery(condition.query, now)],
          head,
          1,
        )
      : rows;
  const dueAt = ticks[0].toISOString();
  return {
    nextDueAt: ticks.map(tick => tick.toISOString()),
    cadence: describeCadence(cadence, timeZone),
    destination: renderDestination(draft, {
      ...nextRange(draft, { before, head }),
      dueAt,
      frozenAt: dueAt,
    }),
    rows,
    conditionHolds: condition.type === 'always' || conditionRows.length > 0,
  };
}

/** The next run and its range, if no event is recorded before it is due. */
function nextRange(
  { coverage }: ExportScheduleDraft,
  present: {
    before?: Pick<StoredSchedule, 'lastRun' | 'exportedTo'>;
    head: string;
  },
) {
  const { before, head } = present;
  const from =
    coverage.mode === 'incremental' ? BigInt(before?.exportedTo ?? 0) + 1n : 1n;
  return {
    run: (before?.lastRun ?? 0) + 1,
    fromSequence: String(from),
    toSequence: from > BigInt(head) ? String(from) : head,
  };
}
