import {
  AuditEvent,
  ExportFormatId,
  ExportManifest,
  ExportedEvent,
  LEAF_VERSION,
  exportFormatVersions,
} from 'backstage-plugin-audit-log-common';
import { hash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
  frontierRoot,
  generateNoteKey,
  hashLeaf,
  leafOfEvent,
  signNote,
  verifierKey,
} from '../../integrity';

/** A log whose exports are written as the backend lays them out. */
export class ExportedLog {
  readonly signer: NoteSigner = {
    name: 'portal.example.com/audit-log',
    privateKey: generateNoteKey(),
  };
  readonly events: ExportedEvent[] = [];
  readonly #schedule = { id: uuid(), name: 'Nightly' };
  #runs = 0;
  #previous: ExportManifest['previous'] = null;
  #exported = 0;
  #published = 0;

  private constructor(readonly folder: string) {}

  static async create(): Promise<ExportedLog> {
    return new ExportedLog(await mkdtemp(join(tmpdir(), 'audit-log-export-')));
  }

  get key(): string {
    return verifierKey(this.signer);
  }

  /** Appends events whose leaf has a version, the newest where none is given. */
  append(count: number, version = LEAF_VERSION): void {
    for (const event of recordedEvents(count)) {
      this.events.push(exported(event, this.events.length + 1, version));
    }
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
    const note = `audit/_checkpoints/${digits(size)}.checkpoint`;
    await this.write(note, this.checkpoint());
    this.#published = size;
  }

  /** Writes what a run writes, and answers its name. */
  async export(
    options: {
      query?: string;
      gzip?: boolean;
      /** Another format than JSON Lines, and how it is written. */
      format?: ExportFormatId;
      textOf?: (rows: ExportedEvent[]) => string;
    } = {},
  ): Promise<string> {
    const from = this.#exported + 1;
    const to = this.events.length;
    const rows = this.events.slice(this.#exported);
    const {
      format = 'jsonl',
      textOf = events => events.map(row => `${JSON.stringify(row)}\n`).join(''),
    } = options;
    const text = textOf(rows);
    const bytes = options.gzip ? gzipSync(text) : Buffer.from(text);
    const name = `audit/${from}-${to}.${format}${options.gzip ? '.gz' : ''}`;
    await this.write(name, bytes);
    this.#runs += 1;
    const at = '2026-11-22T11:00:00.000Z';
    const manifest: ExportManifest = {
      version: 1,
      schedule: this.#schedule,
      run: { id: uuid(), number: this.#runs },
      coverage: 'incremental',
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
      previous: this.#previous,
      checkpoint: this.checkpoint(),
    };
    await this.#writeManifest(name, manifest);
    this.#exported = to;
    return name;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  async #writeManifest(name: string, manifest: ExportManifest): Promise<void> {
    const file = manifestOf(name);
    const text = `${canonicalJson(manifest)}\n`;
    await this.write(file, text);
    this.#previous = {
      destination: `s3://bucket/${file}`,
      sha256: hash('sha256', text, 'hex'),
    };
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
