import { v7 as uuidv7 } from 'uuid';
import {
  Caller,
  SettingsStore,
  StoredSettings,
} from '../../../plugins/audit-log-backend/src/settings';
import { applyTransition } from '../../../plugins/audit-log-backend/src/settings/transition';
import { Database } from './types';

/** The row of settings, in tables in memory. */
export class MemorySettings implements SettingsStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read(): Promise<StoredSettings> {
    return this.#database.do(({ settings }) => structuredClone(settings));
  }

  replace(expected: number, next: Omit<StoredSettings, 'version'>) {
    return this.#database.do(tables => {
      if (tables.settings.version !== expected) {
        return undefined;
      }
      tables.settings = structuredClone({ ...next, version: expected + 1 });
      return structuredClone(tables.settings);
    });
  }

  /** What an Admin does on Audit settings. */
  async ask(command: 'enable' | 'disable', by: Caller): Promise<void> {
    const settings = await this.read();
    const asked = { at: new Date(), by, transitionId: uuidv7() };
    const next = applyTransition(
      settings,
      command === 'enable'
        ? { command, ...asked }
        : { command, reason: null, ...asked },
    );
    if (next) {
      await this.replace(settings.version, next);
    }
  }
}
