import { InputError, NotFoundError } from '@backstage/errors';
import {
  IntegrationList,
  StorageKind,
  StorageIntegration,
  parseDestination,
} from 'backstage-plugin-audit-log-common';
import {
  StorageProfile,
  StorageProvider,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { StorageConfig } from '../config';
import { checkEndpoint } from './endpoints';
import { WaitOptions, openLimited } from './limitedStorage';

type Openable = Pick<
  StorageIntegration,
  | 'name'
  | 'destination'
  | 'identity'
  | 'region'
  | 'endpoint'
  | 'forcePathStyle'
  | 'externalId'
>;

/** What integrations may connect to. */
type ConnectionConfig = Pick<
  StorageConfig,
  'allowedEndpoints' | 'localFolder' | 'profiles'
>;

/** Knows a provider for each kind of storage, and opens integrations. */
export class StorageRegistry {
  readonly #factories = new Map<StorageKind, StorageProviderFactory>();
  readonly #config: ConnectionConfig;

  constructor(options: {
    config: ConnectionConfig;
    builtIn: StorageProviderFactory[];
  }) {
    this.#config = options.config;
    options.builtIn.forEach(factory => this.add(factory));
  }

  /** Adds a provider, in place of the one of the same kind. */
  add(factory: StorageProviderFactory): void {
    this.#factories.set(factory.kind, factory);
  }

  /** What integrations can be made of: names only, never credentials. */
  offer(): Pick<IntegrationList, 'kinds' | 'profiles' | 'endpoints'> {
    const { localFolder, profiles, allowedEndpoints } = this.#config;
    return {
      kinds: [...this.#factories.keys()].filter(
        kind => kind !== 'local' || localFolder !== undefined,
      ),
      profiles: profiles.map(({ name, kind }) => ({ name, kind })),
      endpoints: allowedEndpoints,
    };
  }

  /**
   * Checks what can be checked without talking to the storage.
   *
   * @throws InputError naming the field.
   */
  check(connection: Omit<Openable, 'name' | 'externalId'>): void {
    const { kind } = parseDestination(connection.destination);
    if (!this.#factories.has(kind)) {
      throw new InputError(
        `Body field 'destination' is of the kind '${kind}': expected one of ${[
          ...this.#factories.keys(),
        ].join(', ')}`,
      );
    }
    if (kind === 'local' && this.#config.localFolder === undefined) {
      throw new InputError(
        "Local storage is not offered here: 'auditLog.storage.localFolder' is not set in app-config.yaml",
      );
    }
    checkEndpoint(connection, this.#config.allowedEndpoints);
    this.#profileOf(connection);
  }

  /**
   * Opens the storage of an integration, no step of which takes for ever; the
   * caller closes it.
   */
  async open(
    integration: Openable,
    options?: WaitOptions,
  ): Promise<StorageProvider> {
    this.check(integration);
    const destination = parseDestination(integration.destination);
    const factory = this.#factories.get(destination.kind);
    if (!factory) {
      throw new NotFoundError(
        `There is no provider for '${destination.kind}' storage`,
      );
    }
    const { identity, externalId, region, endpoint, forcePathStyle } =
      integration;
    const connection = {
      destination,
      identity,
      externalId,
      region,
      endpoint,
      forcePathStyle,
      profile: this.#profileOf(integration),
    };
    return openLimited(() => factory.open(connection), options);
  }

  #profileOf({
    destination,
    identity,
  }: Pick<Openable, 'destination' | 'identity'>): StorageProfile | undefined {
    if (identity.type !== 'profile') {
      return undefined;
    }
    const { kind } = parseDestination(destination);
    const found = this.#config.profiles.find(
      profile => profile.name === identity.profile && profile.kind === kind,
    );
    if (!found) {
      throw new InputError(
        `Body field 'identity.profile' is '${identity.profile}': expected the name of a ${kind} profile in 'auditLog.storage.profiles' of app-config.yaml`,
      );
    }
    return found;
  }
}
