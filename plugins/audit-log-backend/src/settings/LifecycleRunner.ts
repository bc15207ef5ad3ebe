import { LoggerService } from '@backstage/backend-plugin-api';
import { OwnEventId } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  EventSink,
  RecordingKnowledge,
} from 'backstage-plugin-audit-log-node';
import { v7 as uuidv7 } from 'uuid';
import { ConfiguredSettings } from '../config';
import { effectiveSettings } from './effectiveSettings';
import { recordingKnowledge } from './recordingKnowledge';
import { applyTransition, Transition } from './transition';
import { transitionEvent } from './transitionEvent';
import {
  Caller,
  LifecycleListener,
  Recovery,
  SettingsStore,
  StoredSettings,
} from './types';

/**
 * Ticks for which a replica goes on recording after it has seen `disabling`,
 * so that the Admin's own request to disable is recorded.
 */
const TICKS_UNTIL_OFF = 1;

/**
 * Ticks after which `disabling` is completed: by then every other replica,
 * ticking as often, has stopped recording.
 */
const TICKS_UNTIL_DISABLED = 4;

const PLUGIN_ITSELF: Caller = { type: 'service', ref: 'plugin:audit-log' };

export interface LifecycleRunnerOptions {
  store: SettingsStore;
  recorder: AuditLogRecorder;
  sink: EventSink;
  /**
   * Rejects with the reason why audit logging can't be activated. What the
   * signal ends is done again at the next tick, of this replica or another.
   */
  activate: (settings: StoredSettings, signal: AbortSignal) => Promise<void>;
  /** Puts out of service what needs the log. May be called again. */
  retire?: (settings: StoredSettings) => Promise<void>;
  configured: ConfiguredSettings;
  clock: () => Date;
  /** How long a day of recovery lasts, in milliseconds. */
  dayMs: number;
  logger: LoggerService;
  onNews?: LifecycleListener;
}

/**
 * Makes this replica follow the stored state, and completes what an Admin
 * asked for.
 *
 * @remarks
 * `tick` is called about once a second in every replica. Each step is a
 * compare-and-set on the stored version, and the event that completes a
 * transition has an id that was stored with the request. So a process may die
 * at any point and any replica goes on from there; several replicas ticking at
 * once complete it once.
 */
export class LifecycleRunner {
  readonly #options: LifecycleRunnerOptions;
  #disablingTicks = 0;
  #followedConfig = false;

  constructor(options: LifecycleRunnerOptions) {
    this.#options = options;
  }

  async tick(signal = new AbortController().signal): Promise<void> {
    const settings = await this.#followConfig(await this.#options.store.read());
    if (settings.state !== 'disabling') {
      this.#disablingTicks = 0;
    }
    switch (settings.state) {
      case 'enabling':
        return this.#completeEnabling(settings, signal);
      case 'disabling':
        return this.#completeDisabling(settings);
      default:
        return this.#learn(
          settings.state === 'enabled' ? 'on' : 'off',
          settings,
        );
    }
  }

  /**
   * Asks for what the configuration says, once after the start, so that an
   * activation that fails isn't repeated every second.
   */
  async #followConfig(settings: StoredSettings): Promise<StoredSettings> {
    const wanted = this.#options.configured.state;
    if (!wanted || this.#followedConfig) {
      return settings;
    }
    const transition = {
      at: this.#options.clock(),
      by: PLUGIN_ITSELF,
      transitionId: uuidv7(),
    };
    const asked = await this.#apply(
      settings,
      wanted === 'enabled'
        ? { command: 'enable', ...transition }
        : {
            command: 'disable',
            reason: "Configuration key 'auditLog.enabled' is false",
            ...transition,
          },
    );
    this.#followedConfig = asked !== undefined || settings.state === wanted;
    return asked ?? settings;
  }

  async #completeEnabling(
    settings: StoredSettings,
    signal: AbortSignal,
  ): Promise<void> {
    const { activate, clock, logger, onNews } = this.#options;
    const askedBy = settings.changedBy ?? PLUGIN_ITSELF;
    const recovery = recoveryOf(settings, clock());
    // What the portal does is recorded from `logging-start` on, what is done
    // with the audit log before.
    this.#learn('off', settings);
    try {
      await activate(settings, signal);
      if (!(await this.#isStillAsked(settings))) {
        return;
      }
      await this.#appendEvent('logging-start', settings, recovery);
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      logger.error(`Audit logging could not be activated: ${reason}`);
      const failed = { command: 'activation-failed', at: clock() } as const;
      const after = await this.#apply(settings, { ...failed, reason });
      if (after) {
        this.#learn('off', after);
        onNews?.({ kind: 'activation-failed', askedBy, reason });
      }
      return;
    }
    const enabled = await this.#apply(settings, { command: 'activated' });
    if (enabled) {
      this.#learn('on', enabled);
      logger.info(`Audit logging is enabled, asked for by ${askedBy.ref}`);
      onNews?.({ kind: 'enabled', askedBy, recovery });
    }
  }

  async #completeDisabling(settings: StoredSettings): Promise<void> {
    const { recorder, configured, clock, dayMs, logger, onNews } =
      this.#options;
    // First: what can't be put out of service keeps nothing recorded.
    this.#disablingTicks += 1;
    if (this.#disablingTicks > TICKS_UNTIL_OFF) {
      this.#learn('off', settings);
    }
    await this.#options.retire?.(settings);
    if (this.#disablingTicks < TICKS_UNTIL_DISABLED) {
      return;
    }
    const askedBy = settings.changedBy ?? PLUGIN_ITSELF;
    await recorder.flush();
    await this.#appendEvent('logging-stop', settings);
    const stored = await this.#apply(settings, {
      command: 'deactivated',
      at: clock(),
      recoveryDays: effectiveSettings(settings, configured).recoveryDays,
      dayMs,
    });
    if (stored?.keptUntil) {
      const { keptUntil, reason } = stored;
      logger.info(
        `Audit logging is disabled, asked for by ${askedBy.ref}; events are kept until ${keptUntil}`,
      );
      onNews?.({ kind: 'disabled', askedBy, reason, keptUntil });
    }
  }

  /** Activating may take minutes, in which somebody may disable again. */
  async #isStillAsked(asked: StoredSettings): Promise<boolean> {
    const { state, transitionId } = await this.#options.store.read();
    return state === asked.state && transitionId === asked.transitionId;
  }

  async #appendEvent(
    eventId: Extract<OwnEventId, 'logging-start' | 'logging-stop'>,
    settings: StoredSettings,
    recovery?: Recovery,
  ): Promise<void> {
    const { sink, recorder, clock } = this.#options;
    if (settings.transitionId === null) {
      throw new Error(`Settings in state '${settings.state}' have no event id`);
    }
    const now = clock();
    await sink.append([
      transitionEvent({
        id: settings.transitionId,
        eventId,
        askedAt: settings.changedAt ?? now.toISOString(),
        completedAt: now,
        askedBy: settings.changedBy ?? PLUGIN_ITSELF,
        before: settings.state,
        after: eventId === 'logging-start' ? 'enabled' : 'disabled',
        reason: settings.reason,
        ...(settings.keptUntil &&
          recovery && { recovery, keptUntil: settings.keptUntil }),
        instance: recorder.status().instance,
      }),
    ]);
  }

  #learn(
    recording: Exclude<RecordingKnowledge['recording'], 'never'>,
    settings: StoredSettings,
  ): void {
    const { recorder, configured } = this.#options;
    recorder.learn(recordingKnowledge({ recording, settings, configured }));
  }

  async #apply(
    settings: StoredSettings,
    transition: Transition,
  ): Promise<StoredSettings | undefined> {
    const next = applyTransition(settings, transition);
    return next && this.#options.store.replace(settings.version, next);
  }
}

/** What an activation finds of the time before. */
function recoveryOf({ keptUntil }: StoredSettings, now: Date): Recovery {
  if (keptUntil === null) {
    return 'first-time';
  }
  return keptUntil > now.toISOString() ? 'recovered' : 'purged';
}
