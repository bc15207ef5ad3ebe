import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { migrateAlone } from '../migrations';
import { Session, Sessions } from './sessions';

const TABLE = 'audit_log_sessions';
const MIGRATIONS = {
  directory: resolvePackagePath(
    'backstage-plugin-audit-log-node',
    'migrations',
  ),
  // The plugin whose database it is has its own migrations.
  tableName: 'audit_log_knex_migrations',
};

const KEPT_SECONDS = 30 * 24 * 60 * 60;
const PURGE_EVERY_SECONDS = 60 * 60;

interface SessionRow {
  key: string;
  user_ref: string;
  /** Text on PostgreSQL. */
  expires_at: number | string;
  seen_at: number | string;
}

/** Remembers sessions for all replicas, and across restarts. */
export class DatabaseSessions implements Sessions {
  readonly #knex: Knex;
  readonly #now: () => number;
  #purgedAt = 0;

  /** Creates the table where it isn't there yet. */
  static async create(options: {
    knex: Knex;
    /** Epoch milliseconds. */
    now: () => number;
    migrate: boolean;
  }): Promise<DatabaseSessions> {
    if (options.migrate) {
      await migrateAlone(options.knex, MIGRATIONS);
    }
    return new DatabaseSessions(options.knex, options.now);
  }

  private constructor(knex: Knex, now: () => number) {
    this.#knex = knex;
    this.#now = now;
  }

  async swap(key: string, session: Session): Promise<Session | undefined> {
    const seenAt = Math.floor(this.#now() / 1000);
    await this.#purge(seenAt);
    const values = {
      user_ref: session.user.slice(0, 512),
      expires_at: Math.floor(session.expiresAt ?? 0),
      seen_at: seenAt,
    };
    const inserted = await this.#knex<SessionRow>(TABLE)
      .insert({ key, ...values })
      .onConflict('key')
      .ignore()
      .returning('key');
    if (inserted.length > 0) {
      return undefined;
    }
    const before = await this.#knex<SessionRow>(TABLE).where({ key }).first();
    if (!before) {
      // It was forgotten in between: once more, from the start.
      return this.swap(key, session);
    }
    const changed = await this.#knex<SessionRow>(TABLE)
      .where({ key, expires_at: before.expires_at })
      .update(values);
    // Another page that was loaded at the same time came first, if none is.
    return changed > 0 ? sessionOf(before) : session;
  }

  async take(key: string): Promise<Session | undefined> {
    const before = await this.#knex<SessionRow>(TABLE).where({ key }).first();
    await this.#knex<SessionRow>(TABLE).where({ key }).delete();
    return before && sessionOf(before);
  }

  async #purge(now: number): Promise<void> {
    if (now - this.#purgedAt >= PURGE_EVERY_SECONDS) {
      this.#purgedAt = now;
      await this.#knex<SessionRow>(TABLE)
        .where('seen_at', '<', now - KEPT_SECONDS)
        .delete();
    }
  }
}

function sessionOf({ user_ref, expires_at }: SessionRow): Session {
  const expiresAt = Number(expires_at);
  return { user: user_ref, expiresAt: expiresAt === 0 ? undefined : expiresAt };
}
