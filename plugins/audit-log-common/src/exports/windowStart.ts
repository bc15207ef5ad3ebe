import { DateTime } from 'luxon';
import { Cadence, latestTick, ticksAfter } from './cadence';

const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 24 * HOUR_MS;

/** Steps of a cadence that are looked at: a year of days, and more. */
const MAX_STEPS = 400;
const MAX_YEARS = 3;

/** In hours. */
interface Steps {
  shortest: number;
  longest: number;
}

const known = new WeakMap<Cadence, Steps>();

/**
 * The shortest and the longest step of a cadence, as its clock counts them
 * where no clock is ever changed.
 */
function stepsOf(cadence: Cadence): Steps {
  const found = known.get(cadence) ?? measureSteps(cadence);
  known.set(cadence, found);
  return found;
}

function measureSteps(cadence: Cadence): Steps {
  if (cadence.type === 'hourly') {
    return { shortest: 1, longest: 1 };
  }
  const start = new Date('2023-01-01T00:00:00Z');
  const steps: number[] = [];
  let before: Date | undefined;
  for (const tick of ticksAfter(cadence, 'UTC', start)) {
    if (before) {
      steps.push((tick.getTime() - before.getTime()) / HOUR_MS);
    }
    before = tick;
    const isFarOff = tick.getTime() - start.getTime() > MAX_YEARS * YEAR_MS;
    if (steps.length >= MAX_STEPS || (steps.length > 0 && isFarOff)) {
      break;
    }
  }
  return { shortest: Math.min(...steps), longest: Math.max(...steps) };
}

/**
 * Where the window of a run begins that is due at `dueAt`, and whether such
 * windows tile: each then begins where the one before ended.
 *
 * @remarks
 * A window that is as long as a step of the cadence begins where the run
 * before was due, whether that is a day of 23, 24 or 25 hours: windows then
 * cover each instant once. One of several equal steps begins that many runs
 * before. Other whole days go by the calendar of the time zone, and other
 * hours by real time.
 *
 * @public
 */
export function windowStart(
  cadence: Cadence,
  timeZone: string,
  options: { hours: number; dueAt: Date },
): { start: Date; tiles: boolean } {
  const { hours, dueAt } = options;
  const { shortest, longest } = stepsOf(cadence);
  const isOneStep = hours >= shortest && hours <= longest;
  const isManySteps = shortest === longest && hours % shortest === 0;
  if (isOneStep || isManySteps) {
    const count = isOneStep ? 1 : hours / shortest;
    const start = ticksBack(cadence, timeZone, { count, from: dueAt });
    if (start) {
      return { start, tiles: isOneStep };
    }
  }
  if (hours % 24 === 0) {
    const start = DateTime.fromJSDate(dueAt, { zone: timeZone })
      .minus({ days: hours / 24 })
      .toJSDate();
    return { start, tiles: false };
  }
  return { start: new Date(dueAt.getTime() - hours * HOUR_MS), tiles: false };
}

function ticksBack(
  cadence: Cadence,
  timeZone: string,
  options: { count: number; from: Date },
): Date | undefined {
  let tick: Date | undefined = options.from;
  for (let back = 0; back < options.count && tick; back += 1) {
    tick = latestTick(cadence, timeZone, new Date(tick.getTime() - 1));
  }
  return tick;
}
