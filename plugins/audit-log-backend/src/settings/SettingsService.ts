import { ConflictError, InputError } from '@backstage/errors';
import {
  AuditLogSettings,
  LifecycleCommand,
  RetentionRule,
  unreachableRetention,
  UpdateSettings,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { VersionConflictError } from '../concurrency';
import { ConfiguredSettings, DAY_MS } from '../config';
import { effectiveSettings, managedByConfig } from './effectiveSettings';
import { keptForLonger } from './keptForLonger';
import { applyTransition, Transition } from './transition';
import { Caller, SettingsStore, StoredSettings } from './types';

const MAX_ATTEMPTS = 5;

export interface SettingsServiceOptions {
  store: SettingsStore;
  clock: () => Date;
  available: boolean;
  unavailableReason: string | null;
  configured: ConfiguredSettings;
  /** How long a day of recovery lasts, in milliseconds. */
  dayMs: number;
  /** Called once enabling was asked for, before `enable` resolves. */
  onEnabling?: () => void;
}

/** The verbs of the settings: read, change, enable, disable. */
export class SettingsService {
  readonly #options: SettingsServiceOptions;

  constructor(options: SettingsServiceOptions) {
    this.#options = options;
  }

  async read(): Promise<AuditLogSettings> {
    return this.#describe(await this.#options.store.read());
  }

  /**
   * Changes some settings. Resolves to what was and what is. While audit logging
   * is disabled, more days of recovery count at once.
   *
   * @throws VersionConflictError where `version` isn't the present one.
   * @throws ConflictError where a setting comes from the configuration.
   * @throws InputError where an exception of retention never applies.
   */
  async update(options: {
    change: UpdateSettings;
    version: number;
  }): Promise<{ before: AuditLogSettings; after: AuditLogSettings }> {
    const { change, version } = options;
    const managed = managedByConfig(this.#options.configured);
    for (const name of Object.keys(change) as (keyof UpdateSettings)[]) {
      refuseManaged(name, managed[name]);
    }
    refuseUnreachable(change.retentionRules);
    const { version: present, ...settings } = await this.#options.store.read();
    const stored =
      present === version
        ? await this.#options.store.replace(version, {
            ...settings,
            ...keptForLonger(settings, change, this.#options),
            changed: { ...settings.changed, ...change },
          })
        : undefined;
    if (!stored) {
      throw new VersionConflictError({
        what: 'the settings',
        expected: version,
        present: (await this.#options.store.read()).version,
      });
    }
    return {
      before: this.#describe({ ...settings, version }),
      after: this.#describe(stored),
    };
  }

  /**
   * Asks for audit logging to be switched on; it happens in the background.
   *
   * @throws ConflictError where it isn't disabled, or not available here.
   */
  async enable(options: { by: Caller }): Promise<AuditLogSettings> {
    const { available, unavailableReason, clock, onEnabling } = this.#options;
    if (!available) {
      throw new ConflictError(
        unavailableReason ?? 'Audit logging is not available here',
      );
    }
    const after = await this.#apply({
      command: 'enable',
      at: clock(),
      by: options.by,
      transitionId: uuidv7(),
    });
    onEnabling?.();
    return after;
  }

  /**
   * Asks for audit logging to be switched off; it happens in the background.
   *
   * @throws ConflictError where it is neither enabled nor being enabled.
   */
  async disable(options: {
    by: Caller;
    reason?: string;
  }): Promise<AuditLogSettings> {
    return this.#apply({
      command: 'disable',
      at: this.#options.clock(),
      by: options.by,
      reason: options.reason || null,
      transitionId: uuidv7(),
    });
  }

  async #apply(transition: Transition): Promise<AuditLogSettings> {
    const { store, configured } = this.#options;
    refuseManaged('state', managedByConfig(configured).state);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const present = await store.read();
      const next = applyTransition(present, transition);
      if (!next) {
        throw illegal(present, transition.command);
      }
      const stored = await store.replace(present.version, next);
      if (stored) {
        return this.#describe(stored);
      }
    }
    throw new ConflictError(
      `Settings were changed ${MAX_ATTEMPTS} times while trying to ${transition.command} audit logging: try again`,
    );
  }

  #describe(settings: StoredSettings): AuditLogSettings {
    const { available, unavailableReason, configured, dayMs } = this.#options;
    return {
      state: settings.state,
      changedAt: settings.changedAt,
      changedBy: settings.changedBy?.ref ?? null,
      reason: settings.reason,
      keptUntil: settings.keptUntil,
      available,
      unavailableReason,
      ...effectiveSettings(settings, configured),
      managedByConfig: managedByConfig(configured),
      ...(dayMs < DAY_MS && { daysAreMinutes: true as const }),
      version: settings.version,
    };
  }
}

function illegal(
  settings: StoredSettings,
  command: LifecycleCommand,
): ConflictError {
  return new ConflictError(
    `Audit logging is '${settings.state}': expected ${
      command === 'enable' ? "'disabled'" : "'enabled' or 'enabling'"
    } to ${command} it`,
  );
}

function refuseUnreachable(rules: RetentionRule[] = []): void {
  const unreachable = unreachableRetention(rules);
  if (!unreachable) {
    return;
  }
  const { index } = unreachable;
  throw new InputError(
    index < rules.length
      ? `Body field 'retentionRules[${index}]' never applies, because those before it match every event that it would: expected it before them, or not at all`
      : `Body field 'retentionRules' has an exception that matches every event, so that 'retentionDays' never applies: expected its days as 'retentionDays'`,
  );
}

function refuseManaged(name: string, key: string | undefined): void {
  if (key) {
    throw new ConflictError(
      `Setting '${name}' comes from the configuration key '${key}': change it there`,
    );
  }
}
