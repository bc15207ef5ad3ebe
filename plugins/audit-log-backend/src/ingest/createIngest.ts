import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  EventsRefusedError,
  RuleBook,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { ConfiguredSettings } from '../config';
import {
  effectiveSettings,
  periodOf,
  SettingsStore,
  StoredSettings,
} from '../settings';
import { EventStore, readOperations, readSwitches } from '../store';
import { withinTimes } from './bounds';
import { withClaimedIds } from './claimedCorrelation';
import { claimedIds, falseClaims } from './claims';
import { cleanEvent } from './cleanEvent';
import { decideAgain } from './decideAgain';
import { ingestHandlers } from './ingestHandlers';
import { withOwnName } from './names';
import { portalFacts } from './portalFacts';
import { clocksDisagree, happenedWhileOn, withState } from './switches';
import { ToldDeliveries } from './ToldDeliveries';
import { Delivery, Ingest } from './types';
import { waitForNews } from './waitForNews';

export interface IngestOptions {
  knex: Knex;
  store: Pick<EventStore, 'append' | 'completeTo'>;
  settings: Pick<SettingsStore, 'read'>;
  configured: ConfiguredSettings;
  rules: RuleBook;
  recorder: Pick<AuditLogRecorder, 'instance' | 'record'>;
  clock: () => Date;
  /** How long a day of retention lasts, in milliseconds. */
  dayMs: number;
  /** Aborted when the backend shuts down. */
  stopping: AbortSignal;
  /** Hears of the events of other backends that were appended. */
  onDelivered: (events: RecordedEvent[]) => void;
}

/**
 * Takes the events of other backends as if they were recorded here: names,
 * times, texts and rules are this portal's, whatever the sender made of them.
 */
export function createIngest(options: IngestOptions): Ingest {
  const { knex, store, rules, recorder, clock, dayMs, onDelivered } = options;
  const told = new ToldDeliveries({
    clock,
    instance: recorder.instance,
    tell: event => void recorder.record(event),
  });

  const take = async (
    { events: sent, deliverer, protocol, sentAt, period }: Delivery,
    stored: StoredSettings,
    settings: ReturnType<typeof effectiveSettings>,
  ) => {
    const now = clock().getTime();
    const days = [settings, ...settings.retentionRules].map(rule =>
      'days' in rule ? rule.days : rule.retentionDays,
    );
    const bounds = { now, oldest: now - Math.max(...days) * dayMs };
    const switches = withState(await readSwitches(knex), stored);
    const aheadMs = sentAt === undefined ? 0 : now - sentAt;
    // Then it was on for all of that time, whatever clocks say.
    const isPresent = period !== undefined && period === periodOf(stored);
    const recorded = sent.map(withOwnName).flatMap(named => {
      const timed = withinTimes(named, bounds);
      // A time that was made the one of the arrival is of this clock already.
      const judged = clocksDisagree(aheadMs) ? named : timed;
      const isRecorded =
        isPresent ||
        happenedWhileOn(judged, switches, {
          // A backend of the first release never learned that it was off. What
          // it sent then was dropped then.
          isOnBefore: protocol < 2 && stored.state !== 'disabled',
          // Retention removes the event of a beginning that was long ago.
          isOnWhereUnknown: ['enabled', 'disabling'].includes(stored.state),
          aheadMs,
          now,
        });
      return isRecorded ? [timed] : [];
    });
    const events = recorded
      .map(event => (protocol < 2 ? withClaimedIds(event) : event))
      .map(cleanEvent);
    const known = await readOperations(knex, claimedIds(events));
    const refused = falseClaims(events, known, deliverer);
    return { refused, kept: decideAgain(events, known, rules) };
  };

  const ingest: Pick<Ingest, 'append'> = {
    async append(delivery) {
      const { deliverer, protocol, events, knownVersion: known } = delivery;
      if (known !== undefined && events.length === 0) {
        const read = async () =>
          portalFacts(await options.settings.read(), options.configured)
            .version;
        await waitForNews({ known, read, signal: options.stopping });
      }
      const stored = await options.settings.read();
      const settings = effectiveSettings(stored, options.configured);
      rules.use(settings.rules);
      const { refused, kept } = await take(delivery, stored, settings);
      if (refused.length > 0) {
        const none = { appended: 0, duplicates: 0, dropped: 0 };
        told.note(deliverer, { ...none, refused: refused.length }, events);
        throw new EventsRefusedError(refused);
      }
      const { appended, duplicates, completeTo } =
        kept.length > 0
          ? await store.append(kept, { deliveredBy: deliverer })
          : {
              appended: 0,
              duplicates: 0,
              completeTo: await store.completeTo(),
            };
      const dropped = events.length - kept.length;
      told.note(deliverer, { appended, duplicates, dropped, refused: 0 }, kept);
      if (appended > 0) {
        onDelivered(kept);
      }
      const answer = { appended, duplicates, completeTo };
      return protocol < 2
        ? answer
        : {
            ...answer,
            dropped,
            portal: portalFacts(stored, options.configured),
          };
    },
  };
  return {
    ...ingest,
    handlers: ingestHandlers(ingest),
    stop: () => told.stop(),
  };
}
