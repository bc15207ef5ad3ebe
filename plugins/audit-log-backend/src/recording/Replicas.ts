import { randomUUID } from 'node:crypto';
import {
  ListQuarantinedResponse,
  QuarantinedEventSummary,
} from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  QuarantinedEvent,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';

const TABLE = 'audit_log_recorders';

/** Most events in quarantine of one process that are told. */
const MAX_TOLD = 100;

/** How often a process says that it is there, in milliseconds. */
const SAY_EVERY_MS = 20_000;
/** One that has not said so for this long has ended. */
const GONE_AFTER_MS = 60_000;
/** After this its row goes. */
const FORGOTTEN_AFTER_MS = 3_600_000;

interface RecorderRow {
  id: string;
  instance: string;
  seen_at: string | number;
  problems: string;
  quarantined: number;
  quarantine: string;
  retry_asked: boolean;
  discard_asked: string;
}

/** What all replicas together have to say. */
export interface ReplicasSummary {
  /** Names of those that are there. */
  instances: string[];
  /** Of the others, each with its name before it. */
  problems: string[];
  /** Events in quarantine of all. */
  quarantined: number;
}

/** What another process said of its recorder. */
interface ReplicaReport {
  instance: string;
  problems: string[];
  quarantined: number;
  quarantine: QuarantinedEventSummary[];
}

/**
 * Tells the other replicas how the recorder of this process is doing, and
 * knows what they told.
 *
 * @remarks
 * Events in quarantine stay where they are, in the process or on the disk of
 * the process that took them: the database refused them. Of each process the
 * oldest are told by name.
 */
export class Replicas {
  readonly #knex: Knex;
  readonly #recorder: AuditLogRecorder;
  readonly #clock: () => Date;
  readonly #id = randomUUID();
  #said: { text: string; at: number } | undefined;

  constructor(options: {
    knex: Knex;
    recorder: AuditLogRecorder;
    clock: () => Date;
  }) {
    this.#knex = options.knex;
    this.#recorder = options.recorder;
    this.#clock = options.clock;
  }

  /** Says what is new, and does what another replica asked for. */
  async tick(): Promise<void> {
    await this.#say();
    if (this.#recorder.status().quarantined > 0) {
      const asked = await this.#knex(TABLE)
        .where({ id: this.#id, retry_asked: true })
        .update({ retry_asked: false });
      if (asked > 0) {
        await this.#recorder.redrive();
      }
      await this.#discardAsked();
    }
  }

  async #discardAsked(): Promise<void> {
    const row = await this.#knex<RecorderRow>(TABLE)
      .where({ id: this.#id })
      .first('discard_asked');
    const ids: string[] = JSON.parse(row?.discard_asked ?? '[]');
    if (ids.length > 0) {
      await this.#recorder.discard(ids);
      // Who asked for more meanwhile is heard at the next look.
      await this.#knex<RecorderRow>(TABLE)
        .where({ id: this.#id, discard_asked: row!.discard_asked })
        .update({ discard_asked: '[]' });
    }
  }

  /** What all replicas together have to say. */
  async summary(): Promise<ReplicasSummary> {
    const others = await this.#others();
    return {
      instances: [
        this.#recorder.instance,
        ...others.map(({ instance }) => instance),
      ],
      problems: others.flatMap(({ instance, problems }) =>
        problems.map(problem => `${instance}: ${problem}`),
      ),
      quarantined: this.#list(others).total,
    };
  }

  /** Those that are there. */
  async #others(): Promise<ReplicaReport[]> {
    const rows: RecorderRow[] = await this.#othersThatLive().orderBy(
      'instance',
    );
    return rows.map(row => ({
      instance: row.instance,
      problems: JSON.parse(row.problems),
      quarantined: row.quarantined,
      // A replica of an earlier version tells neither actor nor target.
      quarantine: JSON.parse(row.quarantine).map(
        (told: QuarantinedEventSummary) => ({
          ...told,
          actor: told.actor ?? null,
          target: told.target ?? null,
        }),
      ),
    }));
  }

  /** Events in quarantine of every replica, each once, oldest first. */
  async quarantined(limit: number): Promise<ListQuarantinedResponse> {
    const { total, items } = this.#list(await this.#others());
    return { total, items: items.slice(0, limit) };
  }

  #list(
    others: ReplicaReport[],
    most: number = MAX_TOLD,
  ): ListQuarantinedResponse {
    const own = this.#recorder.quarantined();
    const told = [
      ...own.slice(0, most).map(held => this.#summaryOf(held)),
      ...others.flatMap(({ quarantine }) => quarantine),
    ];
    // Replicas that share a folder find the same files in it.
    const items = [...new Map(told.map(item => [item.id, item])).values()];
    items.sort((a, b) => (a.since < b.since ? -1 : 1));
    const untold = [
      own.length - Math.min(own.length, most),
      ...others.map(other => other.quarantined - other.quarantine.length),
    ].reduce((sum, count) => sum + count, 0);
    return { total: items.length + untold, items };
  }

  /**
   * Has every replica try its events again: this one at once, the others when
   * they look next. Returns how many there were.
   */
  async retry(): Promise<number> {
    const { total } = await this.quarantined(0);
    await this.#othersThatLive()
      .where('quarantined', '>', 0)
      .update({ retry_asked: true });
    await this.#recorder.redrive();
    await this.#say();
    return total;
  }

  /**
   * Has every replica throw events away: this one at once, the others when
   * they look next. Returns those that there were.
   */
  async discard(ids: string[]): Promise<QuarantinedEventSummary[]> {
    const asked = new Set(ids);
    const { items } = this.#list(await this.#others(), Infinity);
    await this.#knex.transaction(async trx => {
      const others = await this.#othersThatLive(trx)
        .where('quarantined', '>', 0)
        .forUpdate();
      for (const { id, discard_asked: before } of others) {
        const all = [...new Set([...JSON.parse(before), ...ids])];
        await trx<RecorderRow>(TABLE)
          .where({ id })
          .update({ discard_asked: JSON.stringify(all) });
      }
    });
    await this.#recorder.discard(ids);
    await this.#say();
    return items.filter(({ id }) => asked.has(id));
  }

  /** Says that this process is about to end. */
  async leave(): Promise<void> {
    await this.#knex(TABLE).where({ id: this.#id }).delete();
  }

  async #say(): Promise<void> {
    const now = this.#clock().getTime();
    const { instance, problems } = this.#recorder.status();
    const held = this.#recorder.quarantined();
    const row = {
      instance,
      problems: JSON.stringify(problems),
      quarantined: held.length,
      quarantine: JSON.stringify(
        held.slice(0, MAX_TOLD).map(one => this.#summaryOf(one)),
      ),
    };
    const text = JSON.stringify(row);
    if (this.#said?.text === text && now - this.#said.at < SAY_EVERY_MS) {
      return;
    }
    await this.#knex(TABLE)
      .insert({ id: this.#id, seen_at: now, ...row })
      .onConflict('id')
      .merge();
    this.#said = { text, at: now };
    await this.#knex(TABLE)
      .where('seen_at', '<', now - FORGOTTEN_AFTER_MS)
      .delete();
  }

  #othersThatLive(knex: Knex = this.#knex) {
    return knex<RecorderRow>(TABLE)
      .whereNot({ id: this.#id })
      .where('seen_at', '>', this.#clock().getTime() - GONE_AFTER_MS);
  }

  #summaryOf(held: QuarantinedEvent): QuarantinedEventSummary {
    const { id, event, reason, since } = held;
    return {
      instance: this.#recorder.instance,
      id,
      plugin: event?.plugin ?? '',
      eventId: event?.eventId ?? '',
      severity: event?.severity ?? 'low',
      outcome: event?.outcome ?? 'unknown',
      startedAt: event?.startedAt ?? since,
      actor: event ? event.actor.onBehalfOf ?? event.actor.ref : null,
      target: event?.target?.ref ?? null,
      reason,
      since,
    };
  }
}
