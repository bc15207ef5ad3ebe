import { AuditorService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  CreateIntegration,
  LifecycleState,
  ownEvents,
} from 'backstage-plugin-audit-log-common';
import { StorageIntegrations } from './StorageIntegrations';
import { StorageRegistry } from './StorageRegistry';

/** As much of the settings as says whether integrations may be made. */
export interface LifecycleMoment {
  state: LifecycleState;
  changedAt: string | null;
  changedBy: { ref: string } | null;
}

export interface DeclaredIntegrationsOptions {
  /** `auditLog.storage.integrations` */
  declared: CreateIntegration[];
  integrations: Pick<StorageIntegrations, 'create' | 'list'>;
  registry: Pick<StorageRegistry, 'check'>;
  auditor: Pick<AuditorService, 'createEvent'>;
}

/**
 * Storage integrations that the configuration declares: made where there is
 * none of that name, once audit logging is enabled and once after each start.
 * From then on they are like any other.
 */
export class DeclaredIntegrations {
  readonly #options: DeclaredIntegrationsOptions;
  /** When audit logging was enabled that they were made for. */
  #madeFor: string | null | undefined;

  /** @throws InputError naming the configuration key. */
  constructor(options: DeclaredIntegrationsOptions) {
    this.#options = options;
    options.declared.forEach((wanted, index) => {
      try {
        options.registry.check(wanted);
      } catch (error) {
        throw new InputError(
          `Configuration key 'auditLog.storage.integrations[${index}]' is wrong: ${
            (error as Error).message
          }`,
        );
      }
    });
  }

  /** Called every few seconds in every replica. */
  async tick(read: () => Promise<LifecycleMoment>): Promise<void> {
    if (this.#options.declared.length === 0) {
      return;
    }
    const moment = await read();
    if (moment.state === 'enabled') {
      await this.make(moment);
    }
  }

  /** Makes them, once for each time that audit logging is enabled. */
  async make(moment: Omit<LifecycleMoment, 'state'>): Promise<void> {
    const { declared, integrations } = this.#options;
    const { changedAt, changedBy } = moment;
    if (changedAt === this.#madeFor) {
      return;
    }
    const present = (await integrations.list())
      .filter(({ status }) => status !== 'retired')
      .map(({ name }) => name);
    const failures: unknown[] = [];
    for (const wanted of declared) {
      if (!present.includes(wanted.name)) {
        // None is kept from being made by the one before.
        await this.#create(wanted, changedBy?.ref ?? 'plugin:audit-log').catch(
          error => failures.push(error),
        );
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
    this.#madeFor = changedAt;
  }

  async #create(wanted: CreateIntegration, by: string): Promise<void> {
    const { integrations, auditor } = this.#options;
    try {
      await integrations.create(wanted, { by });
    } catch (error) {
      if (error instanceof ConflictError) {
        // Another replica was faster.
        return;
      }
      throw error;
    }
    const eventId = 'storage-integration-create';
    const { name, destination } = wanted;
    const event = await auditor.createEvent({
      eventId,
      severityLevel: ownEvents[eventId].severity,
      meta: {
        actionType: 'declare',
        name,
        after: { name, destination },
        declaredIn: 'auditLog.storage.integrations',
      },
    });
    await event.success();
  }
}
