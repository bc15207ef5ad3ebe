import { LoggerService } from '@backstage/backend-plugin-api';
import {
  SignedCheckpoint,
  StorageIntegration,
} from 'backstage-plugin-audit-log-common';
import {
  exportListText,
  parseCheckpoint,
} from 'backstage-plugin-audit-log-node';
import { StorageIntegrations } from '../../storage';
import { untilStopped } from '../../ticks';
import { DatabaseRunStore } from '../DatabaseRunStore';
import { DatabaseScheduleStore } from '../DatabaseScheduleStore';
import { putOnce } from '../putOnce';
import {
  DatabasePublicationStore,
  Publication,
} from './DatabasePublicationStore';
import { newestExports } from './newestExports';

/** What is published of the log. */
export interface CheckpointSource {
  /** The newest one; rejects with a NotFoundError where the log is empty. */
  checkpoint(): Promise<SignedCheckpoint>;
  /** Makes a signed note of a text. */
  sign(text: string): Promise<string>;
  /** 32 bytes for each leaf after the first `after`, up to `size`. */
  leafHashes(options: {
    after: number;
    size: number;
  }): AsyncIterable<Uint8Array>;
}

export interface CheckpointPublisherOptions {
  publications: DatabasePublicationStore;
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  integrations: Pick<StorageIntegrations, 'list' | 'open'>;
  log: CheckpointSource;
  clock: () => Date;
  logger: LoggerService;
}

/** How often a replica looks for what is due. */
const lookMs = 60_000;

/** How long others wait for a replica that writes, and after one that failed. */
const claimMs = 10 * 60_000;

/**
 * Writes a checkpoint beside exports once in every hour, and the leaf hashes
 * that lead to it, and which exports are the newest, so that exports can be
 * checked without the portal.
 *
 * @remarks
 * Each storage that an active schedule uses gets them, or one that has
 * exported there, also while it is paused: else nothing would show that the
 * end of its exports is gone. What is to be written is frozen first, and names
 * and bytes follow from it alone; so any replica can repeat what another one
 * left half done.
 */
export class CheckpointPublisher {
  readonly #options: CheckpointPublisherOptions;
  readonly #stopping = new AbortController();
  /** By integration; none waits for another one. */
  readonly #publishing = new Map<string, Promise<void>>();
  #lookAgainAt = 0;

  constructor(options: CheckpointPublisherOptions) {
    this.#options = options;
  }

  /** Looks for what is due, and begins it; doesn't wait for any storage. */
  async tick(): Promise<void> {
    const { schedules, integrations, clock } = this.#options;
    const now = clock().getTime();
    if (this.#stopping.signal.aborted || now < this.#lookAgainAt) {
      return;
    }
    const used = new Set(
      (await schedules.list())
        .filter(each => each.status === 'active' || each.lastManifest)
        .map(({ integration }) => integration),
    );
    for (const integration of used.size ? await integrations.list() : []) {
      if (integration.status === 'ready' && used.has(integration.name)) {
        this.#begin(integration);
      }
    }
    this.#lookAgainAt = now + lookMs;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#publishing.values());
  }

  /** Waits 5 s for what is under way at most: any replica can repeat it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await untilStopped(this.idle());
  }

  #begin(integration: StorageIntegration): void {
    const { id, name } = integration;
    if (this.#publishing.has(id) || this.#stopping.signal.aborted) {
      return;
    }
    const publishing = this.#publish(integration)
      .catch(error =>
        this.#options.logger.warn(
          `The checkpoint for storage integration '${name}' was not written: ${error}`,
        ),
      )
      .finally(() => this.#publishing.delete(id));
    this.#publishing.set(id, publishing);
  }

  async #publish(integration: StorageIntegration): Promise<void> {
    const { publications, clock } = this.#options;
    const at = clock();
    const due = await this.#due(integration, at);
    const until = new Date(at.getTime() + claimMs);
    if (due && (await publications.claim(due, { at, until }))) {
      await this.#write(integration.name, due);
      await publications.finish(due, clock());
    }
  }

  /** What is not there yet; plans it where the hour has none. */
  async #due(
    integration: StorageIntegration,
    at: Date,
  ): Promise<Publication | undefined> {
    const { publications, log } = this.#options;
    const place = placeOf(integration);
    const latest = await publications.latest(place);
    if (latest && (!latest.publishedAt || isSameHour(latest.plannedAt, at))) {
      return latest.publishedAt ? undefined : latest;
    }
    const afterSize = latest?.size ?? 0;
    const checkpoint = await newestOf(log);
    if (!checkpoint || checkpoint.size <= afterSize) {
      return undefined;
    }
    await publications.plan({
      place,
      afterSize,
      size: checkpoint.size,
      note: checkpoint.note,
      exports: await this.#signedList(integration, checkpoint, at),
      plannedAt: at.toISOString(),
      publishedAt: null,
    });
    return publications.latest(place);
  }

  async #signedList(
    integration: StorageIntegration,
    { size, note }: SignedCheckpoint,
    at: Date,
  ): Promise<string> {
    const text = exportListText({
      version: 1,
      origin: parseCheckpoint(note).origin,
      size,
      at: at.toISOString(),
      destination: integration.destination,
      schedules: await newestExports(integration, this.#options),
    });
    return this.#options.log.sign(text);
  }

  /** The checkpoint last: what is beside it is there when it is. */
  async #write(name: string, publication: Publication): Promise<void> {
    const { integrations, log } = this.#options;
    const { afterSize: after, size, note, exports } = publication;
    const { signal } = this.#stopping;
    const { storage } = await integrations.open(name);
    try {
      await putOnce({
        storage,
        key: `_checkpoints/${digits(after + 1)}-${digits(size)}.leaves`,
        body: () => log.leafHashes({ after, size }),
        contentType: 'application/octet-stream',
        signal,
      });
      const notes = { exports, checkpoint: note };
      for (const [ending, text] of Object.entries(notes)) {
        if (text !== null) {
          await putOnce({
            storage,
            key: `_checkpoints/${digits(size)}.${ending}`,
            body: () => textBody(text),
            contentType: 'text/plain; charset=utf-8',
            signal,
          });
        }
      }
    } finally {
      await storage.close();
    }
  }
}

async function newestOf(
  log: CheckpointSource,
): Promise<SignedCheckpoint | undefined> {
  try {
    return await log.checkpoint();
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}

async function* textBody(text: string) {
  yield Buffer.from(text);
}

/** So that names sort as numbers do. */
function digits(size: number): string {
  return String(size).padStart(16, '0');
}

function isSameHour(iso: string, at: Date): boolean {
  return iso.slice(0, 13) === at.toISOString().slice(0, 13);
}

function placeOf({ endpoint, destination }: StorageIntegration): string {
  return endpoint ? `${endpoint} ${destination}` : destination;
}
