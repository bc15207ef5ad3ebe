import { InputError } from '@backstage/errors';
import {
  parseDestination,
  pathInside,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat, StorageProvider } from 'backstage-plugin-audit-log-node';
import { StorageIntegrations } from '../storage';
import { EventPredicate } from '../store';
import { CheckpointSource } from './checkpoints';
import { frozenFormat } from './frozenFormat';
import { manifestText } from './manifest';
import { putOnce } from './putOnce';
import { RunClaim } from './RunClaim';
import { CompileQuery, EventSource, StoredRun, StoredSchedule } from './types';
import { writeObject } from './writeObject';

export interface ExportRunnerOptions {
  source: EventSource;
  integrations: Pick<StorageIntegrations, 'open'>;
  formats: Map<string, ExportFormat>;
  compileQuery: CompileQuery;
  /** Signs what manifests name. */
  log: Pick<CheckpointSource, 'checkpoint' | 'sign'>;
}

/** What came of an attempt that didn't fail. */
export type RunOutcome = 'succeeded' | 'skipped';

/**
 * Carries out one attempt of one run: rows → format → object → manifest.
 *
 * @remarks
 * Everything that a repeated attempt must do alike is frozen in the run. The
 * manifest is frozen too, before it is put, so that a crash between its put
 * and the note of it changes nothing.
 */
export class ExportRunner {
  readonly #options: ExportRunnerOptions;

  constructor(options: ExportRunnerOptions) {
    this.#options = options;
  }

  /** Rejects where the attempt failed. */
  async attempt(
    run: StoredRun,
    schedule: StoredSchedule,
    claim: RunClaim,
  ): Promise<RunOutcome> {
    if (run.phase === 'object' && !(await this.#isWanted(run, schedule))) {
      return 'skipped';
    }
    const { integration, storage } = await this.#options.integrations.open(
      run.spec.integration,
      { onWaiting: isWaiting => claim.waits(isWaiting) },
    );
    try {
      const parent = parseDestination(integration.destination);
      if (run.phase === 'object') {
        await this.#writeObject(run, schedule, claim, {
          storage,
          key: keyInside(parent, run.destination, run.spec.integration),
        });
      }
      const text = run.manifest ?? '';
      await putOnce({
        storage,
        key: keyInside(parent, run.manifestDestination, run.spec.integration),
        body: async function* body() {
          yield Buffer.from(text);
        },
        contentType: 'application/json',
        signal: claim.signal,
      });
      return 'succeeded';
    } finally {
      await storage.close();
    }
  }

  async #writeObject(
    run: StoredRun,
    schedule: StoredSchedule,
    claim: RunClaim,
    target: { storage: StorageProvider; key: string },
  ): Promise<void> {
    const { formats, compileQuery, source, log } = this.#options;
    const present = formats.get(run.spec.output.format);
    if (!present) {
      throw new InputError(
        `Format '${run.spec.output.format}' is not known: expected one of ${[
          ...formats.keys(),
        ].join(', ')}`,
      );
    }
    const { format, output, version } = frozenFormat(run.spec, present);
    const where = compileQuery(run.spec.query, instantOf(run));
    const { fromSequence, toSequence } = run;
    const object = await writeObject({
      ...target,
      run,
      format,
      output,
      events: () => source.scan({ where, fromSequence, toSequence }),
      onProgress: progress => claim.report(progress),
      signal: claim.signal,
    });
    run.manifest = await manifestText({
      run,
      schedule,
      object,
      formatVersion: version,
      checkpoint: (await log.checkpoint()).note,
      sign: text => log.sign(text),
    });
    run.phase = 'manifest';
    run.rows = object.rows;
    run.bytes = object.bytes;
    run.sha256 = object.sha256;
    run.reachedSequence = toSequence;
    await claim.save(run);
  }

  /** Whether the schedule's condition holds for the range. */
  async #isWanted(run: StoredRun, schedule: StoredSchedule): Promise<boolean> {
    const { compileQuery } = this.#options;
    const { condition, query, coverage } = run.spec;
    if (condition.type === 'always') {
      return true;
    }
    const at = instantOf(run);
    const where = compileQuery(query, at);
    if (condition.type === 'query') {
      return this.#hasRows(run.fromSequence, run.toSequence, [
        ...where,
        ...compileQuery(condition.query, at),
      ]);
    }
    const unchecked = BigInt(schedule.checkedTo) + 1n;
    const isFartherOn =
      coverage.mode === 'incremental' && unchecked > BigInt(run.fromSequence);
    return this.#hasRows(
      isFartherOn ? String(unchecked) : run.fromSequence,
      run.toSequence,
      where,
    );
  }

  async #hasRows(
    fromSequence: string,
    toSequence: string,
    where: EventPredicate[],
  ): Promise<boolean> {
    const found = this.#options.source.scan({
      where,
      fromSequence,
      toSequence,
    });
    for await (const event of found) {
      return event !== undefined;
    }
    return false;
  }
}

function keyInside(
  parent: ReturnType<typeof parseDestination>,
  destination: string,
  integration: string,
): string {
  const key = pathInside(parent, parseDestination(destination));
  if (!key) {
    throw new InputError(
      `Destination '${destination}' is not inside storage integration '${integration}'`,
    );
  }
  return key;
}

/**
 * The instant that times of a query are relative to. A window that is caught
 * up is written as it would have been in its time. What an earlier release
 * froze without its window goes on as it began.
 */
function instantOf({ spec, dueAt, frozenAt }: StoredRun): Date {
  return new Date(spec.window ? dueAt : frozenAt);
}
