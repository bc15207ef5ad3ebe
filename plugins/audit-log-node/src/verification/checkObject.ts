import {
  exportCompressions,
  exportFormatVersions,
} from 'backstage-plugin-audit-log-common';
import { createHash } from 'node:crypto';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Findings } from './Findings';
import { ObjectRows, RowChecker } from './RowChecker';
import { flatReaders } from './flatRows';
import { FoundManifest } from './readManifests';
import { ExportFiles } from './types';

/** Far above what an event needs in any format. */
const MOST_OF_ROW = 16 * 1024 * 1024;

const compressions: string[] = [...exportCompressions];

/**
 * Checks an object against its manifest, and the rows of JSON Lines one by
 * one; of CSV and OCSF what they say about their leaves.
 *
 * @returns what its rows came to, where they could be read
 */
export async function checkObject(options: {
  files: ExportFiles;
  found: FoundManifest;
  rows: RowChecker;
  /** SHA-256 of the manifests that the log vouches for. */
  vouched: Set<string>;
  findings: Findings;
}): Promise<ObjectRows | undefined> {
  const { files, found, findings } = options;
  const { object } = found.manifest;
  const size = await files.size(found.object);
  if (size !== object.bytes) {
    findings.add(
      'changed',
      found.object,
      `Has ${size} bytes, its manifest says ${object.bytes}`,
    );
  }
  const hash = createHash('sha256');
  for await (const chunk of files.read(found.object)) {
    hash.update(chunk);
  }
  const isSame = hash.digest('hex') === object.sha256;
  if (!isSame) {
    findings.add(
      'changed',
      found.object,
      'Is not the object whose SHA-256 its manifest gives',
    );
  }
  const isSigned = isSame && options.vouched.has(found.sha256);
  const known = new Map<string, number>(Object.entries(exportFormatVersions));
  const newest = known.get(object.format);
  if (newest === undefined || object.formatVersion > newest) {
    findings.addUnchecked(
      found.object,
      `Its format is ${object.format}, version ${
        object.formatVersion
      }: it takes a newer verifier, this one knows ${
        newest === undefined ? [...known.keys()].join(', ') : `up to ${newest}`
      }`,
    );
  } else if (!compressions.includes(object.compression)) {
    findings.addUnchecked(
      found.object,
      `Its compression is ${
        object.compression
      }: it takes a newer verifier, this one knows ${compressions.join(', ')}`,
    );
  } else if (object.format === 'jsonl') {
    options.rows.begin(found, isSigned);
    return checkRows(options, line => options.rows.check(line));
  } else if (Object.hasOwn(flatReaders, object.format)) {
    const read = flatReaders[object.format]();
    options.rows.begin(found, isSigned);
    return checkRows(options, async line => {
      const row = read(line);
      if (row) {
        await options.rows.checkFlat(row);
      }
    });
  }
  return undefined;
}

async function checkRows(
  options: {
    files: ExportFiles;
    found: FoundManifest;
    rows: RowChecker;
    findings: Findings;
  },
  check: (line: string) => Promise<void>,
): Promise<ObjectRows | undefined> {
  const { files, found, rows, findings } = options;
  try {
    for await (const line of linesOf(files, found)) {
      await check(line);
    }
    return rows.end();
  } catch (error) {
    findings.add(
      'malformed',
      found.object,
      `Can't be read after row ${rows.count}: ${(error as Error).message}`,
    );
    return undefined;
  }
}

async function* linesOf(
  files: ExportFiles,
  { object, manifest }: FoundManifest,
): AsyncGenerator<string> {
  const bytes = Readable.from(files.read(object));
  const isPacked = manifest.object.compression === 'gzip';
  // A pipeline hands errors on to its last stream, whose reader gets them.
  const input = isPacked ? pipeline(bytes, createGunzip(), () => {}) : bytes;
  let rest: string[] = [];
  let length = 0;
  for await (const text of textOf(input)) {
    // A row ends with a line feed, and with nothing else that ends lines
    // elsewhere: texts may hold those.
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield [...rest, line].join('');
      rest = [];
      length = 0;
    }
    rest.push(last);
    length += last.length;
    if (length > MOST_OF_ROW) {
      throw new Error(
        `a row has more than ${MOST_OF_ROW} characters, which none has`,
      );
    }
  }
  if (length > 0) {
    throw new Error('the last row does not end with a line feed');
  }
}

async function* textOf(input: Readable): AsyncGenerator<string> {
  // A byte that is no UTF-8 is none of the texts that it may be read as.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  for await (const chunk of input) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
