import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { OwnEventId, ownEvents } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { UpgradeListener, UpgradeNote } from './types';

const TABLE = 'audit_log_upgrade_notes';

/** A replica that died while it told a note leaves it to others by then. */
const CLAIM_MS = 60_000;

interface NoteRow {
  id: number;
  kind: UpgradeNote['kind'];
  about: string;
  claimed_at: string | null;
}

/**
 * Makes what an upgrade did an event of the log, and tells it. Migrations run
 * before either can be done, so they leave notes; one stays until it was told,
 * and is told twice rather than never.
 */
export class UpgradeNotes {
  readonly #options: {
    knex: Knex;
    auditor: AuditorService;
    clock: () => Date;
    onNews?: UpgradeListener;
  };

  constructor(options: {
    knex: Knex;
    auditor: AuditorService;
    clock: () => Date;
    onNews?: UpgradeListener;
  }) {
    this.#options = options;
  }

  /**
   * Tells all that no other replica is telling; rejects afterwards where one
   * could not be told.
   */
  async tell(): Promise<void> {
    const failures: unknown[] = [];
    for (const row of await this.#options.knex<NoteRow>(TABLE).orderBy('id')) {
      if (await this.#claim(row)) {
        await this.#tell(row).catch(error => failures.push(error));
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  async #tell(row: NoteRow): Promise<void> {
    const { knex, onNews } = this.#options;
    const note: UpgradeNote = { kind: row.kind, ...JSON.parse(row.about) };
    await this.#record(note);
    await onNews?.(note);
    await knex(TABLE).where('id', row.id).delete();
  }

  async #claim(row: NoteRow): Promise<boolean> {
    const { knex, clock } = this.#options;
    const now = clock();
    const since = new Date(now.getTime() - CLAIM_MS).toISOString();
    if (row.claimed_at !== null && row.claimed_at > since) {
      return false;
    }
    const claimed = await knex<NoteRow>(TABLE)
      .where({ id: row.id, claimed_at: row.claimed_at })
      .update({ claimed_at: now.toISOString() });
    return claimed === 1;
  }

  async #record(note: UpgradeNote): Promise<void> {
    const { eventId, meta } = eventOf(note);
    const event = await this.#options.auditor.createEvent({
      eventId,
      severityLevel: ownEvents[eventId].severity,
      meta: { actionType: 'upgrade', ...meta },
    });
    await event.success();
  }
}

function eventOf(note: UpgradeNote): {
  eventId: OwnEventId;
  meta: JsonObject;
} {
  switch (note.kind) {
    case 'view-changed':
    case 'query-kept': {
      const { id, name } = note.schedule;
      return {
        eventId: 'export-schedule-update',
        meta: {
          id,
          after: { name, query: note.query, viewId: note.view.id },
          reason:
            note.kind === 'view-changed'
              ? 'Its view was changed since its last run: it keeps the query of that run, and begins a new chain'
              : 'It was changed, paused or resumed since its last run, which had another query: it keeps the one that it has now, and begins a new chain',
        },
      };
    }
    case 'schedule-paused': {
      const { id, name } = note.schedule;
      return {
        eventId: 'export-schedule-pause',
        meta: {
          id,
          before: { id, name, status: 'active' },
          after: { id, name, status: 'paused' },
          reason: `Export schedule '${note.other.name}' could write the same objects`,
        },
      };
    }
    default:
      return {
        eventId: 'grant-revoke',
        meta: {
          id: note.grant.id,
          before: { grantee: note.grant.grantee },
          reason: `Grant '${note.into}', which is older, gives the same`,
        },
      };
  }
}
