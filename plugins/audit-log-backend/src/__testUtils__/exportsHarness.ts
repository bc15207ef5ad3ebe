import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  CreateIntegration,
  ExportManifest,
  ExportScheduleInput,
  exportManifestSchema,
  exportScheduleDraftSchema,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import {
  StorageConnection,
  StorageError,
  StorageProvider,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { recordedEvents } from './recordedEvent';
import { StorageConfig } from '../config';
import { createIntegrity } from '../integrity';
import { createQueryTranslator } from '../query';
import {
  DatabaseIntegrationStore,
  StorageIntegrations,
  StorageNews,
  StorageRegistry,
  builtInProviders,
  holdIntegration,
} from '../storage';
import { DatabaseEventStore } from '../store';
import { holdView } from '../views';
import {
  CheckpointPublisher,
  DatabasePublicationStore,
  DatabaseRunStore,
  DatabaseScheduleStore,
  ExportLinks,
  ExportNews,
  ExportRunner,
  ExportRuns,
  ExportScheduler,
  ExportedView,
  ExportSchedules,
  RunPlanner,
  builtInFormats,
  createDraftCheck,
  createTakeFromView,
  readUnexported,
} from '../exports';

/** Changes what a storage does, for instance to let it fail. */
export type StorageWrapper = (
  storage: StorageProvider,
  connection: StorageConnection,
) => StorageProvider;

/** A storage that lets nobody in. */
export const denied: StorageWrapper = storage =>
  Object.assign(Object.create(storage), {
    head: () => {
      throw new StorageError({
        kind: 'denied',
        code: 'AccessDenied',
        message: '',
      });
    },
    close: () => storage.close(),
  });

export interface HarnessOptions {
  knex: Knex;
  /** Folder that stands for the cloud. */
  folder: string;
  wrap?: StorageWrapper;
  /** Where exports go; the folder where it is absent. */
  connection?: CreateIntegration;
  storage?: Partial<Pick<StorageConfig, 'allowedEndpoints' | 'profiles'>>;
  maxSequences?: bigint;
  leaseMs?: number;
  heartbeatMs?: number;
  /** By their ids. */
  views?: Record<string, ExportedView>;
}

/** Everything that one replica needs to export, on a clock of its own. */
export async function createHarness(options: HarnessOptions) {
  const { knex, folder } = options;
  const time = { now: Date.parse('2026-11-22T10:00:00.000Z') };
  const clock = () => new Date(time.now);
  const state = { wrap: options.wrap, isEnabled: true };
  const news: (ExportNews | StorageNews)[] = [];
  const store = await DatabaseEventStore.create({
    knex,
    clock: () => time.now,
  });
  const logger = mockServices.logger.mock();
  const integrity = await createIntegrity({
    knex,
    events: store,
    origin: 'portal.example/audit-log',
    clock,
  });
  const schedules = new DatabaseScheduleStore({ knex });
  const runs = new DatabaseRunStore({ knex });
  const links = new ExportLinks({ schedules, runs, clock });
  const builtIn = builtInProviders({
    localFolder: folder,
    awsAccounts: undefined,
  }).map(
    (factory): StorageProviderFactory => ({
      kind: factory.kind,
      open: async connection => {
        const storage = await factory.open(connection);
        return state.wrap?.(storage, connection) ?? storage;
      },
    }),
  );
  const integrations = new StorageIntegrations({
    store: new DatabaseIntegrationStore({ knex }),
    registry: new StorageRegistry({
      config: {
        allowedEndpoints: [],
        localFolder: folder,
        profiles: [],
        ...options.storage,
      },
      builtIn,
    }),
    linked: links,
    clock,
    logger,
    onNews: each => news.push(each),
  });
  const compileQuery = (text: string, at: Date) =>
    createQueryTranslator({ knex, clock: () => at })(parseQuery(text));
  const planner = new RunPlanner({
    schedules,
    runs,
    source: store,
    maxSequences: options.maxSequences ?? 1_000_000n,
    clock,
  });
  const runner = new ExportRunner({
    source: store,
    integrations,
    formats: new Map(builtInFormats.map(format => [format.id, format])),
    compileQuery,
    log: integrity,
  });
  const createPublisher = () =>
    new CheckpointPublisher({
      publications: new DatabasePublicationStore({ knex }),
      schedules,
      runs,
      integrations,
      log: integrity,
      clock,
      logger,
    });
  const exportRuns = new ExportRuns({ runs, schedules, clock });
  const checkDraft = createDraftCheck({
    integrations,
    compileQuery,
    formatIds: () => builtInFormats.map(({ id }) => id),
  });
  const exportSchedules = new ExportSchedules({
    schedules,
    runs,
    planner,
    integrations,
    exportRuns,
    holdView,
    holdIntegration,
    takeFromView: createTakeFromView(async id => {
      const view = options.views?.[id];
      if (!view) {
        throw new NotFoundError(`There is no view '${id}'`);
      }
      return view;
    }),
    check: checkDraft,
    clock,
  });
  const createScheduler = () =>
    new ExportScheduler({
      schedules,
      runs,
      planner,
      runner,
      isEnabled: async () => state.isEnabled,
      clock,
      logger,
      onNews: each => news.push(each),
      leaseMs: options.leaseMs,
      heartbeatMs: options.heartbeatMs,
    });
  const scheduler = createScheduler();

  return {
    time,
    state,
    news,
    store,
    knex,
    logger,
    integrity,
    publisher: createPublisher(),
    createPublisher,
    links,
    unexported: () =>
      readUnexported({ schedules, compileQuery, clock, logger }),
    integrations,
    exportSchedules,
    checkDraft,
    exportRuns,
    scheduler,
    createScheduler,
    append: (count: number, plugin = 'catalog') =>
      store.append(recordedEvents(count, () => ({ plugin }))),
    createIntegration: () =>
      integrations.create(
        options.connection ?? {
          name: 'main',
          destination: 'local://demo/audit',
          identity: { type: 'ambient' },
        },
        { by: 'user:default/ada' },
      ),
    createSchedule: (input: Partial<ExportScheduleInput> = {}) =>
      exportSchedules.create(exportScheduleDraftSchema.parse(draft(input)), {
        by: 'user:default/ada',
      }),
    /** Lets time pass, and everything happen that is due by then. */
    pass: async (minutes: number) => {
      time.now += minutes * 60_000;
      await scheduler.tick();
      await scheduler.idle();
    },
  };
}

export type Harness = Awaited<ReturnType<typeof createHarness>>;

export function draft(
  overrides: Partial<ExportScheduleInput> = {},
): ExportScheduleInput {
  return {
    name: 'Nightly',
    integration: 'main',
    destination:
      'local://demo/audit/dt={date}/events-{run}-{from}-{to}.jsonl.gz',
    output: { format: 'jsonl', compression: 'gzip' },
    cadence: { type: 'hourly', minute: 0 },
    timeZone: 'UTC',
    coverage: { mode: 'incremental' },
    ...overrides,
  };
}

export interface ExportedRun {
  manifest: ExportManifest;
  sequences: number[];
}

const sha256 = (bytes: Buffer) =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * Reads what was exported as a stranger would: manifests in order of their
 * runs, each with its object, every hash checked.
 */
export async function readExports(folder: string): Promise<ExportedRun[]> {
  const names = await readdir(folder, { recursive: true });
  const manifests = await Promise.all(
    names
      .filter(name => name.endsWith('.manifest.json'))
      .map(async name => {
        const bytes = await readFile(join(folder, name));
        const manifest = exportManifestSchema.parse(
          JSON.parse(bytes.toString()),
        );
        return { name, manifest, hash: sha256(bytes) };
      }),
  );
  manifests.sort((a, b) => a.manifest.run.number - b.manifest.run.number);
  return Promise.all(
    manifests.map(async ({ name, manifest }, index) => {
      const previous = index === 0 ? null : manifests[index - 1].hash;
      expect(manifest.previous?.sha256 ?? null).toBe(previous);
      const file = basename(name).replace(/^_(.*)\.manifest\.json$/, '$1');
      const object = await readFile(join(folder, dirname(name), file));
      expect(sha256(object)).toBe(manifest.object.sha256);
      expect(object.length).toBe(manifest.object.bytes);
      const lines = gunzipSync(object).toString().split('\n').filter(Boolean);
      expect(lines).toHaveLength(manifest.rows);
      return {
        manifest,
        sequences: lines.map(line => Number(JSON.parse(line).sequence)),
      };
    }),
  );
}

/** The numbers from one to another. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
