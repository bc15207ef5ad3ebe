import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Findings } from './Findings';
import { RowChecker } from './RowChecker';
import { FoundManifest } from './readManifests';
import { ExportFiles } from './types';

/**
 * Checks an object against its manifest, and the rows of JSON Lines one by
 * one.
 */
export async function checkObject(options: {
  files: ExportFiles;
  found: FoundManifest;
  rows: RowChecker;
  findings: Findings;
}): Promise<void> {
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
  if (hash.digest('hex') !== object.sha256) {
    findings.add(
      'changed',
      found.object,
      'Is not the object whose SHA-256 its manifest gives',
    );
  }
  if (object.format === 'jsonl') {
    await checkRows(options);
  }
}

async function checkRows(options: {
  files: ExportFiles;
  found: FoundManifest;
  rows: RowChecker;
  findings: Findings;
}): Promise<void> {
  const { files, found, rows, findings } = options;
  rows.begin(found);
  try {
    for await (const line of linesOf(files, found)) {
      await rows.check(line);
    }
    rows.end();
  } catch (error) {
    findings.add(
      'malformed',
      found.object,
      `Can't be read after row ${rows.count}: ${(error as Error).message}`,
    );
  }
}

async function* linesOf(
  files: ExportFiles,
  { object, manifest }: FoundManifest,
): AsyncGenerator<string> {
  const bytes = Readable.from(files.read(object));
  const isPacked = manifest.object.compression === 'gzip';
  const input = isPacked ? bytes.pipe(createGunzip()) : bytes;
  // A pipe does not hand on errors.
  const failed = new Promise<never>((_, reject) => {
    bytes.on('error', reject);
    input.on('error', reject);
  });
  failed.catch(() => {});
  const next = textOf(input)[Symbol.asyncIterator]();
  let rest = '';
  for (;;) {
    const { value, done } = await Promise.race([next.next(), failed]);
    const lines = `${rest}${done ? '' : value}`.split('\n');
    // A row ends with a line feed, and with nothing else that ends lines
    // elsewhere: texts may hold those.
    rest = lines.pop() ?? '';
    yield* lines;
    if (done) {
      break;
    }
  }
  if (rest !== '') {
    yield rest;
  }
}

async function* textOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of input) {
    yield decoder.decode(chunk, { stream: true });
  }
}
