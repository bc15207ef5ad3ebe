import {
  StorageIntegration,
  StorageTest,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';

/** A schedule that exports to an integration. */
export interface LinkedSchedule {
  id: string;
  name: string;
  owner: string;
  status: string;
}

/** What happens to schedules when their integration changes. */
export interface LinkedSchedules {
  list(integration: string): Promise<LinkedSchedule[]>;
  /** Pauses those that are active; resolves to them. */
  pause(
    integration: string,
    reason: string,
    trx: Knex.Transaction,
  ): Promise<LinkedSchedule[]>;
  /** Moves destinations from under one URI to under another. */
  rewrite(
    options: { integration: string; from: string; to: string },
    trx: Knex.Transaction,
  ): Promise<LinkedSchedule[]>;
  remove(integration: string, trx: Knex.Transaction): Promise<LinkedSchedule[]>;
}

/** Something about storage that people should hear of. */
export type StorageNews =
  | {
      kind: 'integration-tested';
      integration: StorageIntegration;
      test: StorageTest;
      /** Those that are going to fail where the test did. */
      schedules: LinkedSchedule[];
    }
  | {
      kind: 'integration-changed' | 'integration-deleted';
      integration: StorageIntegration;
      by: string;
      effect: 'paused' | 'rewritten' | 'deleted';
      schedules: LinkedSchedule[];
    };

export type StorageListener = (news: StorageNews) => void;

/** Where integrations are kept. */
export interface IntegrationStore {
  list(): Promise<StorageIntegration[]>;
  get(name: string): Promise<StorageIntegration | undefined>;
  /** What an integration and its schedules are changed in, both or none. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /**
   * Resolves to false where the name is taken. One of that name that was
   * retired is replaced.
   */
  insert(integration: StorageIntegration): Promise<boolean>;
  /** Compare-and-set on the version; resolves to false where it has grown. */
  replace(
    integration: StorageIntegration,
    expectedVersion: number,
    trx?: Knex.Transaction,
  ): Promise<boolean>;
  remove(name: string, trx?: Knex.Transaction): Promise<boolean>;
}
