import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  AppendCircumstances,
  AppendResult,
  EventSink,
} from 'backstage-plugin-audit-log-node';
import { periodOf, SettingsStore } from '../settings';
import { EventStore, Switch } from '../store';
import { happenedWhileOff, withState } from './switches';

/** Less than other replicas are given to stop before a log is disabled. */
const FRESH_MS = 2_000;

/** A database that hangs is asked again. */
const LOOK_MS = 10_000;

const NOTHING = { appended: 0, duplicates: 0 };

export interface OwnEventSinkOptions {
  store: Pick<EventStore, 'append' | 'completeTo'> & Pick<EventSink, 'logId'>;
  settings: Pick<SettingsStore, 'read'>;
  readSwitches: () => Promise<Switch[]>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Hears how many events were recorded while audit logging was off. */
  onLeftOut: (count: number) => void;
}

/**
 * Appends what this replica records, except what happened while audit logging
 * was off.
 *
 * @remarks
 * A replica that can't reach the database doesn't learn that audit logging was
 * disabled by another one, and records on. So the settings must have been read
 * lately where something is appended. Events are appended in the order of the
 * calls.
 */
export class OwnEventSink implements EventSink {
  readonly logId: string | undefined;
  readonly #options: OwnEventSinkOptions;
  #switches: readonly Switch[] = [];
  #version: number | undefined;
  #period: string | undefined;
  /** By a clock that nobody sets. */
  #lookedAt = -Infinity;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: OwnEventSinkOptions) {
    this.#options = options;
    this.logId = options.store.logId;
  }

  async append(
    events: RecordedEvent[],
    { periods }: AppendCircumstances = { periods: [] },
  ): Promise<AppendResult> {
    const handedOver = this.#turn.then(async () => ({
      // In an object, so that the next call does not wait for the commit.
      appending: this.#append(events, await this.#keptOf(events, periods)),
    }));
    this.#turn = handedOver.catch(() => {});
    return (await handedOver).appending;
  }

  async #append(events: RecordedEvent[], kept: RecordedEvent[]) {
    const { store, onLeftOut } = this.#options;
    if (kept.length < events.length) {
      onLeftOut(events.length - kept.length);
    }
    return kept.length > 0
      ? store.append(kept)
      : { ...NOTHING, completeTo: await store.completeTo() };
  }

  async #keptOf(
    events: RecordedEvent[],
    periods: AppendCircumstances['periods'],
  ): Promise<RecordedEvent[]> {
    const isFresh = performance.now() - this.#lookedAt < FRESH_MS;
    if (!isFresh) {
      await this.#look();
    }
    const now = this.#options.now();
    const isKept = (event: RecordedEvent, index: number) =>
      event.category === AUDIT_LOG_CATEGORY ||
      // Then it was on for all of that time, whatever clocks say.
      (periods[index] !== undefined && periods[index] === this.#period) ||
      !happenedWhileOff(event, this.#switches, now);
    if (isFresh && !events.every(isKept)) {
      // It may have been enabled since.
      await this.#look();
    }
    return events.filter(isKept);
  }

  async #look(): Promise<void> {
    const done = new AbortController();
    const { signal } = done;
    try {
      await Promise.race([
        this.#read(),
        delay(LOOK_MS, undefined, { signal, ref: false }).then(() => {
          // By which the recorder knows that no event is at fault.
          throw new ServiceUnavailableError(
            `Reading the settings took longer than ${LOOK_MS} ms`,
          );
        }),
      ]);
    } finally {
      done.abort();
    }
  }

  async #read(): Promise<void> {
    const { settings, readSwitches } = this.#options;
    const lookedAt = performance.now();
    const stored = await settings.read();
    // A switch is in the log before the settings say that it happened.
    if (stored.version !== this.#version) {
      this.#switches = withState(await readSwitches(), stored);
      this.#version = stored.version;
      this.#period = periodOf(stored);
    }
    this.#lookedAt = lookedAt;
  }
}
