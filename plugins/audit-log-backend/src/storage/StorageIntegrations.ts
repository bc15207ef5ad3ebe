import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CreateIntegration,
  StorageIntegration,
  StorageTest,
  UpdateIntegration,
  parseDestination,
} from 'backstage-plugin-audit-log-common';
import { StorageProvider } from 'backstage-plugin-audit-log-node';
import { randomUUID } from 'node:crypto';
import { VersionConflictError } from '../concurrency';
import { untilStopped } from '../ticks';
import { WaitOptions } from './limitedStorage';
import { StorageRegistry } from './StorageRegistry';
import { testStorage } from './testStorage';
import { IntegrationStore, LinkedSchedules, StorageListener } from './types';

export interface StorageIntegrationsOptions {
  store: IntegrationStore;
  registry: StorageRegistry;
  linked: LinkedSchedules;
  clock: () => Date;
  logger: LoggerService;
  onNews?: StorageListener;
}

/** How long each step of a test may take: a probe is small. */
const TEST_STEP_MS = 30_000;

/** The verbs of storage integrations. */
export class StorageIntegrations {
  readonly #options: StorageIntegrationsOptions;
  /** Tests of pending integrations that are under way. */
  readonly #testing = new Map<string, Promise<unknown>>();

  constructor(options: StorageIntegrationsOptions) {
    this.#options = options;
  }

  list(): Promise<StorageIntegration[]> {
    return this.#options.store.list();
  }

  /** @throws NotFoundError */
  async get(name: string): Promise<StorageIntegration> {
    const found = await this.#options.store.get(name);
    if (!found) {
      throw new NotFoundError(`There is no storage integration '${name}'`);
    }
    return found;
  }

  /**
   * Creates an integration, which is tested in the background. One that was
   * retired is replaced.
   *
   * @throws ConflictError where the name is taken.
   */
  async create(
    wanted: CreateIntegration,
    options: { by: string },
  ): Promise<StorageIntegration> {
    const { store, registry, clock } = this.#options;
    registry.check(wanted);
    const at = clock().toISOString();
    const integration: StorageIntegration = {
      id: randomUUID(),
      ...wanted,
      externalId: wanted.identity.type === 'role' ? randomUUID() : null,
      status: 'pending',
      statusReason: null,
      lastTest: null,
      createdBy: options.by,
      createdAt: at,
      updatedAt: at,
      version: 1,
    };
    if (!(await store.insert(integration))) {
      throw new ConflictError(
        `Body field 'name' is '${wanted.name}': expected a name that no other storage integration has`,
      );
    }
    return integration;
  }

  /**
   * Changes destination or identity. The kind of storage stays.
   *
   * @throws VersionConflictError where somebody else has changed it meanwhile.
   */
  async update(
    name: string,
    change: UpdateIntegration,
    options: { by: string; version: number },
  ): Promise<{ before: StorageIntegration; after: StorageIntegration }> {
    const { store, registry, linked, clock, onNews } = this.#options;
    const { schedules = 'pause', ...connection } = change;
    const { version } = options;
    const present = await this.get(name);
    registry.check(connection);
    const kind = parseDestination(present.destination).kind;
    if (parseDestination(connection.destination).kind !== kind) {
      throw new InputError(
        `Body field 'destination' is '${connection.destination}': expected a ${kind} destination; to change the cloud, delete the integration and create another`,
      );
    }
    const next: StorageIntegration = {
      ...present,
      region: undefined,
      endpoint: undefined,
      forcePathStyle: undefined,
      ...connection,
      externalId:
        connection.identity.type === 'role'
          ? present.externalId ?? randomUUID()
          : null,
      status: 'pending',
      statusReason: null,
      updatedAt: clock().toISOString(),
      version: version + 1,
    };
    const isRewrite = schedules === 'rewrite';
    const affected = await store.transaction(async trx => {
      if (!(await store.replace(next, version, trx))) {
        return undefined;
      }
      return isRewrite
        ? linked.rewrite(
            {
              integration: name,
              from: present.destination,
              to: next.destination,
            },
            trx,
          )
        : linked.pause(
            name,
            `Storage integration '${name}' was changed by ${options.by}`,
            trx,
          );
    });
    if (!affected) {
      throw new VersionConflictError({
        what: `storage integration '${name}'`,
        expected: version,
        present: (await this.get(name)).version,
      });
    }
    onNews?.({
      kind: 'integration-changed',
      integration: next,
      by: options.by,
      effect: isRewrite ? 'rewritten' : 'paused',
      schedules: affected,
    });
    return { before: present, after: next };
  }

  /** Deletes an integration; linked schedules pause, or are deleted too. */
  async delete(
    name: string,
    options: { by: string; schedules: 'pause' | 'delete' },
  ): Promise<StorageIntegration> {
    const { store, linked, onNews } = this.#options;
    const integration = await this.get(name);
    const affected = await store.transaction(async trx => {
      // First, so that nobody begins to use it meanwhile.
      await store.remove(name, trx);
      return options.schedules === 'delete'
        ? linked.remove(name, trx)
        : linked.pause(
            name,
            `Storage integration '${name}' was deleted by ${options.by}`,
            trx,
          );
    });
    onNews?.({
      kind: 'integration-deleted',
      integration,
      by: options.by,
      effect: options.schedules === 'delete' ? 'deleted' : 'paused',
      schedules: affected,
    });
    return integration;
  }

  /** Tests an integration now, and keeps what was found. */
  async test(name: string): Promise<StorageTest> {
    const integration = await this.get(name);
    if (integration.status === 'retired') {
      throw new ConflictError(
        `Storage integration '${name}' is retired: expected one that was created after audit logging was enabled`,
      );
    }
    return this.#test(integration);
  }

  /**
   * Begins to finish the set-up of integrations that are pending; doesn't wait
   * for their storages, of which any may be slow.
   */
  async testPending(): Promise<void> {
    for (const integration of await this.list()) {
      const { id, version, name, status } = integration;
      // One that was put right doesn't wait for the test of what was wrong.
      const tested = `${id} ${version}`;
      if (status === 'pending' && !this.#testing.has(tested)) {
        const testing = this.#test(integration)
          .catch(error =>
            this.#options.logger.warn(
              `Storage integration '${name}' could not be tested, and is tried again: ${error}`,
            ),
          )
          .finally(() => this.#testing.delete(tested));
        this.#testing.set(tested, testing);
      }
    }
  }

  /** Resolves when no such test is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#testing.values());
  }

  /** Waits 5 s for what is under way at most: any replica tests it anew. */
  async stop(): Promise<void> {
    await untilStopped(this.idle());
  }

  /** Retires what was created before audit logging was disabled. */
  async retireAll(disabledAt: string): Promise<void> {
    for (const present of await this.list()) {
      if (present.status === 'retired' || present.createdAt > disabledAt) {
        continue;
      }
      await this.#options.store.replace(
        {
          ...present,
          status: 'retired',
          statusReason: 'Audit logging was disabled',
          updatedAt: this.#options.clock().toISOString(),
          version: present.version + 1,
        },
        present.version,
      );
    }
  }

  /** Opens the storage of an integration for an export; the caller closes it. */
  async open(
    name: string,
    options?: WaitOptions,
  ): Promise<{ integration: StorageIntegration; storage: StorageProvider }> {
    const integration = await this.get(name);
    if (integration.status === 'retired') {
      throw new ConflictError(`Storage integration '${name}' is retired`);
    }
    const storage = await this.#options.registry.open(integration, options);
    return { integration, storage };
  }

  async #test(integration: StorageIntegration): Promise<StorageTest> {
    const { registry, store, linked, clock, onNews } = this.#options;
    const test = await testStorage({
      open: () =>
        registry.open(integration, {
          answerMs: TEST_STEP_MS,
          partMs: TEST_STEP_MS,
        }),
      clock,
    });
    const failed = test.steps.find(({ ok }) => !ok);
    const next: StorageIntegration = {
      ...integration,
      status: test.ok ? 'ready' : 'failed',
      statusReason: failed ? `${failed.step}: ${failed.message}` : null,
      lastTest: test,
      updatedAt: clock().toISOString(),
      version: integration.version + 1,
    };
    const isNews = next.status !== integration.status;
    if ((await store.replace(next, integration.version)) && isNews) {
      onNews?.({
        kind: 'integration-tested',
        integration: next,
        test,
        schedules: (await linked.list(next.name)).filter(
          ({ status }) => status === 'active',
        ),
      });
    }
    return test;
  }
}
