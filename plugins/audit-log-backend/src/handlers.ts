import {
  AuditorService,
  AuthService,
  RootInstanceMetadataService,
} from '@backstage/backend-plugin-api';
import { Dependents } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  HttpCapturePresence,
  RuleBook,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { AccessPolicy } from './access';
import { CatalogChanges } from './catalogChanges';
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
  retentionHandlers,
  quarantineHandlers,
  ruleHandlers,
  settingsHandlers,
  storageHandlers,
  streamHandlers,
  viewHandlers,
} from './http';
import { Ingest } from './ingest';
import { createIntegrity } from './integrity';
import { HeadWatch, LiveEvents } from './live';
import { Problems } from './opening';
import { QueryTranslator } from './query';
import { createRecording, replicasSeen } from './recording';
import { createRetention } from './retention';
import { DatabaseSettingsStore, SettingsService } from './settings';
import { readStatus, summarizeLogging } from './status';
import { DatabaseEventStore } from './store';
import { within } from './ticks';
import { createViews } from './views';
import { Gate } from './whileDisabled';

/** How often the head of the log is looked at while somebody watches. */
const LIVE_POLL_MS = 1000;

/** Proxies close connections on which nothing is said for a minute. */
const LIVE_HEARTBEAT_MS = 15_000;

/** What went wrong already, possibly because of the database, isn't held up. */
const NAME_PATIENCE_MS = 1000;

/** The rooms that answer requests. */
export interface HandlerRooms {
  access: AccessPolicy;
  auditor: AuditorService;
  auditorActive: boolean;
  auth: AuthService;
  catalogChanges: CatalogChanges;
  clock: () => Date;
  config: AuditLogConfig;
  dependents: () => Promise<Dependents>;
  exports: ReturnType<typeof createExports>;
  gate: Gate;
  grants: ReturnType<typeof createGrants>;
  httpCapture: HttpCapturePresence;
  instance: RootInstanceMetadataService;
  ingest: Ingest;
  integrity: Awaited<ReturnType<typeof createIntegrity>>;
  knex: Knex;
  problems: Problems;
  recorder: AuditLogRecorder;
  recording: ReturnType<typeof createRecording>;
  retention: ReturnType<typeof createRetention>;
  rules: RuleBook;
  settings: SettingsService;
  settingsStore: DatabaseSettingsStore;
  /** Aborted when the backend shuts down. */
  stopping: AbortSignal;
  store: DatabaseEventStore;
  translateQuery: QueryTranslator;
  views: ReturnType<typeof createViews>;
}

/**
 * The handlers of every route, each made by the room that knows the answer.
 */
function createHandlers(rooms: HandlerRooms) {
  const { access, clock, config, exports, grants, knex } = rooms;
  const { settings, store, translateQuery, views } = rooms;
  const recording = {
    recorder: rooms.recording.recorder,
    store,
    replicas: rooms.recording.replicas,
    seen: () => replicasSeen(knex, clock()),
    auditorActive: rooms.auditorActive,
    httpCapture: rooms.httpCapture,
    startProblems: () => rooms.problems.list(),
    catalogProblem: () => rooms.catalogChanges.problem(),
    trustsProxy: config.trustsProxy,
  };
  return {
    ...callerHandlers({
      access,
      logging: () =>
        summarizeLogging({
          ...recording,
          settings,
          settingsStore: rooms.settingsStore,
        }),
    }),
    ...eventHandlers({ store, ingest: rooms.ingest, translateQuery }),
    ...exploreHandlers({
      explorer: new EventExplorer({
        knex,
        clock,
        timeoutMs: config.readTimeoutMs,
      }),
    }),
    ...integrityHandlers({ integrity: rooms.integrity }),
    ...storageHandlers({ exports }),
    ...exportHandlers({ exports }),
    ...downloadHandlers({ store, exports, translateQuery, clock }),
    ...streamHandlers({
      live: new LiveEvents({
        store,
        heads: new HeadWatch({
          readHead: () => store.completeTo(),
          pollMs: LIVE_POLL_MS,
        }),
        heartbeatMs: LIVE_HEARTBEAT_MS,
        stopping: rooms.stopping,
      }),
      access,
      gate: rooms.gate,
      translateQuery,
    }),
    ...grantHandlers({ grants: grants.service }),
    ...viewHandlers({ views: views.service, access }),
    ...retentionHandlers(rooms.retention),
    ...quarantineHandlers(rooms.recording),
    ...ruleHandlers({ rules: rooms.rules, settings, store, clock }),
    ...eventTypeHandlers({
      seenTypes: new DatabaseSeenTypes({ knex }),
      installedPlugins: async () =>
        (await rooms.instance.getInstalledPlugins()).map(
          ({ pluginId }) => pluginId,
        ),
      sources: config.eventSources,
      httpCapture: rooms.httpCapture,
    }),
    ...settingsHandlers({
      settings,
      dependents: rooms.dependents,
      status: () => readStatus({ ...recording, settings: rooms.settingsStore }),
    }),
  };
}

/** What answers requests, and tells what they are about. */
export function createAnswers(rooms: HandlerRooms) {
  return { handlers: createHandlers(rooms), nameOf: createNames(rooms) };
}

/** What things are called that own events are about, by their ids. */
function createNames(
  rooms: Pick<HandlerRooms, 'exports' | 'grants' | 'retention' | 'views'>,
): (eventId: string, id: string) => Promise<string | undefined> {
  const { exports, grants, retention, views } = rooms;
  const names: Record<string, (id: string) => Promise<string | undefined>> = {
    'export-schedule': async id => (await exports.schedules.get(id)).name,
    'export-run': async id => (await exports.runs.get(id)).spec.scheduleName,
    view: async id => (await views.store.get(id))?.name,
    grant: async id => (await grants.store.get(id))?.grantee,
    'legal-hold': async id =>
      (await retention.legalHolds.list()).find(hold => hold.id === id)?.name,
  };
  return async (eventId, id) => {
    const about = Object.keys(names).find(kind =>
      eventId.startsWith(`${kind}-`),
    );
    return about
      ? within(names[about](id), {
          limitMs: NAME_PATIENCE_MS,
          onLimit: '',
        })
      : undefined;
  };
}
