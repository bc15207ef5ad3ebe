import { Knex } from 'knex';
import { LinkedSchedule, LinkedSchedules } from '../storage';
import { haveSamePlace, refuseCollision } from './collisions';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { leaveWindowOpen } from './leaveWindowOpen';
import { StoredSchedule } from './types';

export interface ExportLinksOptions {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  clock: () => Date;
}

/** What changes elsewhere do to export schedules. */
export class ExportLinks implements LinkedSchedules {
  readonly #options: ExportLinksOptions;

  constructor(options: ExportLinksOptions) {
    this.#options = options;
  }

  async list(integration: string): Promise<LinkedSchedule[]> {
    const found = await this.#options.schedules.list({ integration });
    return found.map(toLink);
  }

  async pause(
    integration: string,
    reason: string,
    trx: Knex.Transaction,
  ): Promise<LinkedSchedule[]> {
    const linked = await this.#options.schedules.list({ integration }, trx);
    return this.#pauseThese(linked, reason, trx);
  }

  /** @throws ConflictError where another schedule has that place already. */
  async rewrite(
    options: { integration: string; from: string; to: string },
    trx: Knex.Transaction,
  ): Promise<LinkedSchedule[]> {
    const { schedules, runs, clock } = this.#options;
    const { integration, from, to } = options;
    const changed: LinkedSchedule[] = [];
    await schedules.lock(trx);
    for (const { id } of await schedules.list({ integration }, trx)) {
      const run = await runs.unfinished(id, trx);
      if (run) {
        // It would go to the old place; the next one takes its range.
        const change = {
          status: 'canceled' as const,
          finishedAt: clock().toISOString(),
          retryAt: null,
        };
        await runs.updateUnclaimed(run, change, trx);
      }
      const next = await schedules.update(
        id,
        present => ({
          ...moveDestination(
            run ? leaveWindowOpen(run, present) : present,
            from,
            to,
          ),
          ...(run && { nextDueAt: clock().toISOString() }),
          updatedAt: clock().toISOString(),
          version: present.version + 1,
        }),
        trx,
      );
      if (next) {
        changed.push(toLink(next));
      }
    }
    const all = await schedules.list({}, trx);
    const moved = all.filter(each => each.integration === integration);
    for (const schedule of moved) {
      // What shares its place already does so where it is now, too.
      const shares = moved.filter(
        other =>
          haveSamePlace(schedule, other) &&
          [schedule, other].some(({ status }) => status === 'paused'),
      );
      const others = all.filter(each => !shares.includes(each));
      refuseCollision(schedule, others, schedule.id);
    }
    return changed;
  }

  async remove(
    integration: string,
    trx: Knex.Transaction,
  ): Promise<LinkedSchedule[]> {
    const linked = await this.#options.schedules.list({ integration }, trx);
    for (const { id } of linked) {
      await this.#options.schedules.remove(id, trx);
    }
    return linked.map(toLink);
  }

  /** Pauses what was created before audit logging was disabled. */
  async pauseAll(
    reason: string,
    disabledAt: string,
  ): Promise<LinkedSchedule[]> {
    const found = await this.#options.schedules.list();
    return this.#pauseThese(
      found.filter(({ createdAt }) => createdAt <= disabledAt),
      reason,
    );
  }

  async #pauseThese(
    wanted: StoredSchedule[],
    reason: string,
    trx?: Knex.Transaction,
  ): Promise<LinkedSchedule[]> {
    const { schedules, clock } = this.#options;
    const paused: LinkedSchedule[] = [];
    for (const schedule of wanted) {
      if (schedule.status === 'paused') {
        continue;
      }
      const next = await schedules.update(
        schedule.id,
        present => ({
          ...present,
          status: 'paused',
          statusReason: reason,
          updatedAt: clock().toISOString(),
          version: present.version + 1,
        }),
        trx,
      );
      if (next) {
        paused.push(toLink(next));
      }
    }
    return paused;
  }
}

function toLink(schedule: StoredSchedule): LinkedSchedule {
  const { id, name, owner, status } = schedule;
  return { id, name, owner, status };
}

/** What people wrote, with a destination moved from one place to another. */
function moveDestination(
  schedule: StoredSchedule,
  from: string,
  to: string,
): StoredSchedule {
  const { destination } = schedule;
  const isInside = destination.startsWith(`${from}/`);
  return {
    ...schedule,
    destination: isInside
      ? `${to}${destination.slice(from.length)}`
      : destination,
  };
}
