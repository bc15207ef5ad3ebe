import { exportManifestSchema } from 'backstage-plugin-audit-log-common';
import {
  canonicalJson,
  manifestStatement,
  signatureOf,
} from 'backstage-plugin-audit-log-node';
import { StoredRun, StoredSchedule } from './types';
import { WrittenObject } from './writeObject';

/**
 * The bytes of a run's manifest as text: canonical JSON and a line feed.
 *
 * @remarks
 * The log signs it, so that nobody else can say what an object holds: of which
 * query it is, what came before it, and which rows were still there.
 */
export async function manifestText(options: {
  run: StoredRun;
  schedule: Pick<StoredSchedule, 'lastManifest'>;
  object: WrittenObject;
  formatVersion: number;
  checkpoint: string;
  /** Makes a signed note of a text. */
  sign: (text: string) => Promise<string>;
}): Promise<string> {
  const { run, schedule, object, formatVersion, checkpoint } = options;
  const manifest = {
    version: 2 as const,
    schedule: { id: run.scheduleId, name: run.spec.scheduleName },
    run: { id: run.id, number: run.number },
    coverage: run.spec.coverage.mode,
    query: run.spec.query,
    columns: run.spec.output.columns ?? null,
    fromSequence: run.fromSequence,
    toSequence: run.toSequence,
    firstSequence: object.firstSequence,
    lastSequence: object.lastSequence,
    rows: object.rows,
    dueAt: run.dueAt,
    frozenAt: run.frozenAt,
    object: {
      destination: run.destination,
      bytes: object.bytes,
      sha256: object.sha256,
      format: run.spec.output.format,
      formatVersion,
      compression: run.spec.output.compression,
    },
    previous: schedule.lastManifest,
    checkpoint,
  };
  const signature = signatureOf(
    await options.sign(manifestStatement(manifest)),
  );
  return `${canonicalJson(
    exportManifestSchema.parse({ ...manifest, signature }),
  )}\n`;
}
