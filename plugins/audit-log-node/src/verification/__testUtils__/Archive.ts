import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { hash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../integrity';
import { ExportFiles } from '../types';
import { ExportedLog, manifestOf } from './ExportedLog';

const CSV_HEAD = 'sequence,event_id,outcome,leaf_hash\r\n';

const csvOf = (rows: ExportedEvent[]) =>
  CSV_HEAD +
  rows
    .map(
      ({ sequence, eventId, outcome, leafHash }) =>
        `${sequence},${eventId},${outcome},${leafHash}\r\n`,
    )
    .join('');

/** No verifier reads Parquet: any bytes will do. */
const parquetOf = (rows: ExportedEvent[]) =>
  `PAR1${rows.map(({ id }) => id).join('|')}PAR1`;

/** The schedules of the archive, by what they are good for. */
export const scheduleNames = ['Nightly', 'failed', 'sheet', 'lake', 'all'];

/** Files in memory, as a storage of the log has them, to be tampered with. */
export class Archive implements ExportFiles {
  readonly files: Map<string, Buffer>;
  readonly log: ExportedLog;
  /** Names of objects by schedule, oldest first. */
  readonly objects: Map<string, string[]>;

  private constructor(
    log: ExportedLog,
    files: Map<string, Buffer>,
    objects: Map<string, string[]>,
  ) {
    this.log = log;
    this.files = files;
    this.objects = objects;
  }

  /** Three hours of five schedules, or of the first one alone. */
  static async create(options: {
    version: 1 | 2;
    schedules: 'one' | 'several';
  }): Promise<Archive> {
    const log = await ExportedLog.create(options.version);
    const objects = new Map<string, string[]>();
    const several = {
      failed: {
        query: 'outcome:failed',
        holds: ({ sequence }: ExportedEvent) => Number(sequence) % 2 === 0,
      },
      sheet: { format: 'csv', textOf: csvOf },
      lake: { format: 'parquet', textOf: parquetOf },
      all: { coverage: 'full' },
    } as const;
    const others = options.schedules === 'several' ? several : {};
    for (const count of [4, 6, 5]) {
      // Of a portal that was upgraded meanwhile.
      log.append(count, count === 4 ? 1 : 2);
      for (const [schedule, how] of Object.entries({
        Nightly: {},
        ...others,
      })) {
        const name = await log.export({ schedule, ...how });
        objects.set(schedule, [...(objects.get(schedule) ?? []), name]);
      }
      await log.publish();
    }
    const files = new Map<string, Buffer>();
    for (const name of await readdir(log.folder, { recursive: true })) {
      if (/\.\w+$/.test(name)) {
        files.set(name, await readFile(join(log.folder, name)));
      }
    }
    await log.remove();
    return new Archive(log, files, objects);
  }

  /** The same again, for the next attempt. */
  copy(): Archive {
    return new Archive(this.log, new Map(this.files), this.objects);
  }

  /** Whether nothing was changed after all. */
  isAs(other: Archive): boolean {
    return (
      this.files.size === other.files.size &&
      [...this.files].every(([name, bytes]) =>
        other.files.get(name)?.equals(bytes),
      )
    );
  }

  async list() {
    return [...this.files.keys()];
  }
  async *read(name: string) {
    yield this.files.get(name)!;
  }
  async readAt(name: string, start: number, length: number) {
    return this.files.get(name)!.subarray(start, start + length);
  }
  async size(name: string) {
    return this.files.get(name)!.length;
  }

  text(name: string): string {
    return this.files.get(name)!.toString();
  }

  set(name: string, content: string | Buffer): void {
    this.files.set(name, Buffer.from(content as string));
  }

  named(pattern: RegExp): string[] {
    return [...this.files.keys()].filter(name => pattern.test(name)).sort();
  }

  removeAll(pattern: RegExp): void {
    this.named(pattern).forEach(name => this.files.delete(name));
  }

  manifest(object: string): any {
    return JSON.parse(this.text(manifestOf(object)));
  }

  /** Writes a manifest as somebody does who has no key. */
  setManifest(object: string, manifest: any): void {
    this.set(manifestOf(object), `${canonicalJson(manifest)}\n`);
  }

  /** Makes a manifest fit its object again, which takes no key. */
  refitOne(object: string): void {
    const bytes = this.files.get(object)!;
    const manifest = this.manifest(object);
    manifest.object.bytes = bytes.length;
    manifest.object.sha256 = hash('sha256', bytes, 'hex');
    const sequences = sequencesIn(bytes.toString(), manifest.object.format);
    if (sequences) {
      manifest.rows = sequences.length;
      manifest.firstSequence = sequences.at(0) ?? null;
      manifest.lastSequence = sequences.at(-1) ?? null;
    }
    this.setManifest(object, manifest);
  }

  /**
   * Makes all manifests of a schedule fit its objects and each other again,
   * which takes no key.
   */
  refit(schedule: string, options: { withoutSignatures: boolean }): void {
    let previous: any;
    for (const object of this.objects.get(schedule)!) {
      if (!this.files.has(object) || !this.files.has(manifestOf(object))) {
        continue;
      }
      this.refitOne(object);
      const manifest = this.manifest(object);
      if (manifest.previous !== null && previous) {
        manifest.previous = { ...manifest.previous, ...previous };
      }
      if (options.withoutSignatures) {
        manifest.version = 1;
        delete manifest.signature;
        delete manifest.columns;
      }
      this.setManifest(object, manifest);
      previous = {
        destination: `s3://bucket/${manifestOf(object)}`,
        sha256: hash('sha256', this.text(manifestOf(object)), 'hex'),
      };
    }
  }
}

function sequencesIn(text: string, format: string): string[] | undefined {
  const pattern = {
    jsonl: /"sequence":"(\d+)"[^\n]*\n/g,
    csv: /^(\d+),[^\n]*\n/gm,
  }[format];
  return pattern && [...text.matchAll(pattern)].map(([, found]) => found);
}
