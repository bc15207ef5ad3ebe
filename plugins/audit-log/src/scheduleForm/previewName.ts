import {
  ExportSchedule,
  cadenceSchema,
  nextTicks,
  renderDestination,
  timeZoneSchema,
} from 'backstage-plugin-audit-log-common';
import { ScheduleDraft } from './scheduleDraft';

/** How many events the next run has in the example of an object's name. */
const EXAMPLE_EVENTS = 4711n;

/** The time zone of the reader's machine. */
export function readersTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The next instants at which a draft is due, or undefined where it isn't sound. */
export function nextRuns(
  draft: Pick<ScheduleDraft, 'cadence' | 'timeZone'>,
  now: Date,
  count = 5,
): Date[] | undefined {
  const { cadence, timeZone } = draft;
  // What isn't sound may never be due, and the search would not end.
  const isSound =
    cadenceSchema.safeParse(cadence).success &&
    timeZoneSchema.safeParse(timeZone).success;
  return isSound ? nextTicks(cadence, timeZone, now, count) : undefined;
}

/**
 * The name of the object that the next run would write, with an example of a
 * range; undefined where the draft isn't sound.
 */
export function exampleObject(
  draft: ScheduleDraft,
  options: { now: Date; schedule?: Pick<ExportSchedule, 'exportedTo'> },
): string | undefined {
  const dueAt = nextRuns(draft, options.now, 1)?.[0]?.toISOString();
  const exported = BigInt(options.schedule?.exportedTo ?? '0');
  try {
    return (
      dueAt &&
      renderDestination(draft, {
        run: 1,
        fromSequence: String(exported + 1n),
        toSequence: String(exported + EXAMPLE_EVENTS),
        dueAt,
        frozenAt: dueAt,
      })
    );
  } catch {
    return undefined;
  }
}
