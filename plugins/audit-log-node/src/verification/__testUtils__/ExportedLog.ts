import {
  AuditEvent,
  ExportFormatId,
  ExportList,
  ExportManifest,
  ExportedEvent,
  LEAF_VERSION,
  exportFormatVersions,
} from 'backstage-plugin-audit-log-common';
import { hash, randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { gzipSync } from 'node:zlib';
import { recordedEvents } from '../../conformance';
import {
  NoteSigner,
  appendLeaves,
  canonicalJson,
  checkpointText,
  emptyFrontier,
  exportListText,
  frontierRoot,
  generateNoteKey,
  hashLeaf,
  leafOfEvent,
  manifestStatement,
  signNote,
  signatureOf,
  verifierKey,
} from '../../integrity';

type Told = Record<string, string | number>;

interface ExportedSchedule {
  id: string;
  name: string;
  runs: number;
  /** The last event that it exported. */
  exported: number;
  previous: ExportManifest['previous'];
  told?: Told;
}

/** A log whose exports are written as the backend lays them out. */
export class ExportedLog {
  readonly signer: NoteSigner = {
    name: 'portal.example.com/audit-log',
    privateKey: generateNoteKey(),
  };
  readonly events: ExportedEvent[] = [];
  readonly schedules = new Map<string, ExportedSchedule>();
  /** When the next thing happens. */
  time = Date.parse('2026-11-22T11:00:00.000Z');
  #published = 0;

  private constructor(
    readonly folder: string,
    /** Of its manifests; with 1 it publishes no lists. */
    public version: 1 | 2,
  ) {}

  static async create(version: 1 | 2 = 2): Promise<ExportedLog> {
    const folder = await mkdtemp(join(tmpdir(), 'audit-log-export-'));
    return new ExportedLog(folder, version);
  }

  get key(): string {
    return verifierKey(this.signer);
  }

  /** Appends events whose leaf has a version, the newest where none is given. */
  append(
    count: number,
    version = LEAF_VERSION,
    overrides?: Parameters<typeof recordedEvents>[1],
  ): void {
    for (const event of recordedEvents(count, overrides)) {
      this.events.push(exported(event, this.events.length + 1, version));
    }
  }

  /** What the log tells of the last run of a schedule. */
  runMeta(schedule: string): Told {
    return this.#scheduleOf(schedule).told!;
  }

  checkpoint(size = this.events.length): string {
    const hashes = this.events
      .slice(0, size)
      .map(({ leafHash }) => Buffer.from(leafHash, 'hex'));
    const root = frontierRoot(appendLeaves(emptyFrontier, hashes));
    const text = checkpointText({ origin: this.signer.name, size, root });
    return signNote(text, this.signer);
  }

  /** Writes what an hourly checkpoint writes. */
  async publish(): Promise<void> {
    const size = this.events.length;
    const hashes = this.events
      .slice(this.#published)
      .map(({ leafHash }) => Buffer.from(leafHash, 'hex'));
    const name = `${digits(this.#published + 1)}-${digits(size)}.leaves`;
    await this.write(`audit/_checkpoints/${name}`, Buffer.concat(hashes));
    const notes = `audit/_checkpoints/${digits(size)}`;
    if (this.version > 1) {
      await this.write(`${notes}.exports`, this.exportList());
    }
    await this.write(`${notes}.checkpoint`, this.checkpoint());
    this.#published = size;
    this.time += 60_000;
  }

  /** The signed list of the newest manifest of each schedule. */
  exportList(change: (list: ExportList) => void = () => {}): string {
    const list: ExportList = {
      version: 1,
      origin: this.signer.name,
      size: this.events.length,
      at: new Date(this.time).toISOString(),
      destination: 's3://bucket/audit',
      schedules: [...this.schedules.values()]
        .filter(({ previous }) => previous !== null)
        .map(({ id, name, runs, exported: to, previous }) => ({
          ...{ id, name, run: runs, toSequence: String(to) },
          manifest: previous!,
        })),
    };
    change(list);
    return signNote(exportListText(list), this.signer);
  }

  /** Writes what a run writes, and answers its name. */
  async export(
    options: {
      /** Name of the schedule. */
      schedule?: string;
      coverage?: ExportManifest['coverage'];
      query?: string;
      /** Which of its events an export holds; all without it. */
      holds?: (event: ExportedEvent) => boolean;
      gzip?: boolean;
      /** Events of the log when the manifest is written. */
      checkpointOf?: number;
      /** Another format than JSON Lines, and how it is written. */
      format?: ExportFormatId;
      textOf?: (rows: ExportedEvent[]) => string;
    } = {},
  ): Promise<string> {
    const { schedule: named = 'Nightly', coverage = 'incremental' } = options;
    const schedule = this.#scheduleOf(named);
    const from = coverage === 'full' ? 1 : schedule.exported + 1;
    const to = this.events.length;
    const rows = this.events.slice(from - 1).filter(options.holds ?? Boolean);
    const {
      format = 'jsonl',
      textOf = events => events.map(row => `${JSON.stringify(row)}\n`).join(''),
    } = options;
    const text = textOf(rows);
    const bytes = options.gzip ? gzipSync(text) : Buffer.from(text);
    const folder = named === 'Nightly' ? 'audit' : `audit/${named}`;
    schedule.runs += 1;
    const name = `${folder}/${
      coverage === 'full' ? `${schedule.runs}-` : ''
    }${from}-${to}.${format}${options.gzip ? '.gz' : ''}`;
    await this.write(name, bytes);
    const checkpoint = this.#noteOf(options.checkpointOf ?? to);
    const at = new Date(this.time).toISOString();
    const manifest: Extract<ExportManifest, { version: 1 }> = {
      version: 1,
      schedule: { id: schedule.id, name: named },
      run: { id: uuid(), number: schedule.runs },
      coverage,
      query: options.query ?? '',
      fromSequence: String(from),
      toSequence: String(to),
      firstSequence: rows.at(0)?.sequence ?? null,
      lastSequence: rows.at(-1)?.sequence ?? null,
      rows: rows.length,
      dueAt: at,
      frozenAt: at,
      object: {
        destination: `s3://bucket/${name}`,
        bytes: bytes.length,
        sha256: hash('sha256', bytes, 'hex'),
        format,
        formatVersion: exportFormatVersions[format],
        compression: options.gzip ? 'gzip' : 'none',
      },
      previous: schedule.previous,
      checkpoint,
    };
    const manifestBytes = this.manifestText(manifest);
    await this.write(manifestOf(name), manifestBytes);
    schedule.previous = {
      destination: `s3://bucket/${manifestOf(name)}`,
      sha256: hash('sha256', manifestBytes, 'hex'),
    };
    schedule.exported = to;
    schedule.told = {
      scheduleId: schedule.id,
      run: schedule.runs,
      destination: manifest.object.destination,
      rows: manifest.rows,
      fromSequence: manifest.fromSequence,
      toSequence: manifest.toSequence,
      sha256: manifest.object.sha256,
    };
    this.time += 60_000;
    return name;
  }

  /** A checkpoint, also of a log that has grown since. */
  #noteOf(size: number): string {
    const known = this.events.length;
    this.append(Math.max(0, size - known));
    const note = this.checkpoint(size);
    this.events.length = known;
    return note;
  }

  /** A manifest as this log writes it. */
  manifestText(manifest: Extract<ExportManifest, { version: 1 }>): string {
    if (this.version === 1) {
      return `${canonicalJson(manifest)}\n`;
    }
    const unsigned = { ...manifest, version: 2 as const, columns: null };
    const note = signNote(manifestStatement(unsigned), this.signer);
    return `${canonicalJson({
      ...unsigned,
      signature: signatureOf(note),
    })}\n`;
  }

  /** Bytes of what a newer portal would write, signed where it is to be. */
  seal(manifest: any): string {
    const { signature: _, ...rest } = manifest;
    if (rest.version !== 2) {
      return `${canonicalJson(rest)}\n`;
    }
    const signature = signatureOf(
      signNote(manifestStatement(rest), this.signer),
    );
    return `${canonicalJson({ ...rest, signature })}\n`;
  }

  /** Lists what was sealed again, in place of what was there. */
  async relist(replaced: Map<string, string>): Promise<void> {
    const names = await readdir(this.folder, { recursive: true });
    for (const name of names.filter(each => each.endsWith('.exports'))) {
      const note = (await readFile(join(this.folder, name))).toString();
      let text = note.slice(0, note.lastIndexOf('\n\n') + 1);
      for (const [before, after] of replaced) {
        text = text.replaceAll(before, after);
      }
      await this.write(name, signNote(text, this.signer));
    }
  }

  #scheduleOf(name: string): ExportedSchedule {
    const known = this.schedules.get(name);
    const schedule = known ?? {
      ...{ id: uuid(), name, runs: 0, exported: 0, previous: null },
    };
    this.schedules.set(name, schedule);
    return schedule;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

export function manifestOf(name: string): string {
  return name.replace(/([^/]+)$/, '_$1.manifest.json');
}

function exported(
  event: ReturnType<typeof recordedEvents>[number],
  sequence: number,
  leafVersion: number,
): ExportedEvent {
  const proof = { salt: randomBytes(16).toString('hex') };
  const stored: AuditEvent = {
    ...event,
    sequence: String(sequence),
    recordedAt: '2026-11-22T10:30:00.000Z',
    ...(leafVersion > 1 && {
      appendedAt: '2026-11-22T10:29:59.000Z',
      deliveredBy: sequence % 2 ? null : 'plugin:audit-log-delivery',
      leafVersion,
    }),
    leafHash: '',
  };
  const leafHash = hashLeaf(leafOfEvent(stored, proof)).toString('hex');
  return { ...stored, leafHash, proof };
}

function digits(size: number): string {
  return String(size).padStart(16, '0');
}
