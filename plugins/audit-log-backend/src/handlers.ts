import { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import { AuditLogRecorder, RuleBook } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { AccessPolicy } from './access';
import { AuditLogConfig } from './config';
import { DatabaseSeenTypes } from './eventTypes';
import { EventExplorer } from './explore';
import { createExports } from './exports';
import { createGrants } from './grants';
import {
  callerHandlers,
  downloadHandlers,
  eventHandlers,
  eventTypeHandlers,
  exploreHandlers,
  exportHandlers,
  grantHandlers,
  integrityHandlers,
  legalHoldHandlers,
  quarantineHandlers,
  ruleHandlers,
  settingsHandlers,
  storageHandlers,
  viewHandlers,
} from './http';
import { createIntegrity } from './integrity';
import { createQueryTranslator } from './query';
import { createRecordingWatch, replicasSeen } from './recording';
import { createRetention } from './retention';
import { DatabaseSettingsStore, SettingsService } from './settings';
import { readDependents, readStatus } from './status';
import { DatabaseEventStore } from './store';
import { createViews } from './views';

/** The rooms that answer requests. */
export interface HandlerRooms {
  access: AccessPolicy;
  auditorActive: boolean;
  clock: () => Date;
  config: AuditLogConfig;
  exports: ReturnType<typeof createExports>;
  grants: ReturnType<typeof createGrants>;
  instance: RootInstanceMetadataService;
  integrity: Awaited<ReturnType<typeof createIntegrity>>;
  knex: Knex;
  recorder: AuditLogRecorder;
  recording: ReturnType<typeof createRecordingWatch>;
  retention: ReturnType<typeof createRetention>;
  rules: RuleBook;
  settings: SettingsService;
  settingsStore: DatabaseSettingsStore;
  store: DatabaseEventStore;
  views: ReturnType<typeof createViews>;
}

/** The handlers of every route, each made by the room that knows the answer. */
export function createHandlers(rooms: HandlerRooms) {
  const { access, clock, config, exports, grants, knex } = rooms;
  const { recorder, settings, store, views } = rooms;
  const translateQuery = createQueryTranslator({ knex, clock });
  return {
    ...callerHandlers({ access }),
    ...eventHandlers({
      store,
      recorder,
      translateQuery,
      onDelivered: events => rooms.recording.delivered(events),
    }),
    ...exploreHandlers({
      explorer: new EventExplorer({
        knex,
        store,
        clock,
        timeoutMs: config.readTimeoutMs,
      }),
    }),
    ...integrityHandlers({ integrity: rooms.integrity }),
    ...storageHandlers({ exports }),
    ...exportHandlers({ exports }),
    ...downloadHandlers({ store, exports, translateQuery, clock }),
    ...grantHandlers({ grants: grants.service }),
    ...viewHandlers({ views: views.service, access }),
    ...legalHoldHandlers(rooms.retention),
    ...quarantineHandlers({ recorder }),
    ...ruleHandlers({ rules: rooms.rules, store, clock }),
    ...eventTypeHandlers({
      seenTypes: new DatabaseSeenTypes({ knex }),
      installedPlugins: async () =>
        (await rooms.instance.getInstalledPlugins()).map(
          ({ pluginId }) => pluginId,
        ),
      capturesHttp: config.capturesHttp,
    }),
    ...settingsHandlers({
      settings,
      dependents: () =>
        readDependents({
          views: views.store,
          grants: grants.store,
          exportSchedules: () => exports.schedules.list(),
        }),
      status: () =>
        readStatus({
          settings: rooms.settingsStore,
          recorder,
          store,
          replicas: () => replicasSeen(knex),
          auditorActive: rooms.auditorActive,
          trustsProxy: rooms.config.trustsProxy,
        }),
    }),
  };
}
