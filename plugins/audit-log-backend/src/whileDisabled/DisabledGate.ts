import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { WhileDisabled } from 'backstage-plugin-audit-log-common';
import { AccessPolicy } from '../access';
import { isOffAfterUse, SettingsStore } from '../settings';
import { ALLOWED_MEANWHILE } from './sentences';

/** Decides what may be done while audit logging is disabled. */
export interface Gate {
  /**
   * Resolves to whether the change itself has still to be judged.
   *
   * @throws NotAllowedError, ConflictError where it is refused.
   */
  pass(
    may: WhileDisabled,
    credentials: BackstageCredentials,
  ): Promise<'passed' | 'to be judged'>;
}

/**
 * Closed from the moment that an Admin disables audit logging until it is
 * enabled again, so that nobody uses the powers over a log that doesn't grow.
 *
 * @remarks
 * The stored state is asked each time: what one replica disabled counts in all
 * of them at once. Before the first enabling the log is empty, and settings,
 * integrations and grants are prepared: everything passes.
 */
export class DisabledGate implements Gate {
  readonly #settings: Pick<SettingsStore, 'read'>;
  readonly #access: Pick<AccessPolicy, 'decide'>;

  constructor(options: {
    settings: Pick<SettingsStore, 'read'>;
    access: Pick<AccessPolicy, 'decide'>;
  }) {
    this.#settings = options.settings;
    this.#access = options.access;
  }

  async pass(
    may: WhileDisabled,
    credentials: BackstageCredentials,
  ): Promise<'passed' | 'to be judged'> {
    if (may === 'allowed' || !isOffAfterUse(await this.#settings.read())) {
      return 'passed';
    }
    if (may === 'judged') {
      return 'to be judged';
    }
    if (may === 'refused') {
      throw new ConflictError(
        `Audit logging is disabled: enable it first; ${ALLOWED_MEANWHILE}`,
      );
    }
    const admin = await this.#access.decide('settings.update', credentials);
    if (!admin.allowed) {
      throw new NotAllowedError(
        'Audit logging is disabled, and until it is enabled only Admins may read the log: ask an Admin to enable it',
      );
    }
    return 'passed';
  }
}
