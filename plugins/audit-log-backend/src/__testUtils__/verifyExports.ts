import {
  exportManifestSchema,
  exportedEventSchema,
} from 'backstage-plugin-audit-log-common';
import {
  StorageProvider,
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  hashLeaf,
  leafOfEvent,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
} from 'backstage-plugin-audit-log-node';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const HASH_BYTES = 32;

/** What was found sound. */
export interface VerifiedExports {
  /** Leaves whose hashes are published. */
  leaves: number;
  checkpoints: number;
  manifests: number;
  /** Rows whose leaf was computed from the row, and found in the tree. */
  rows: number;
}

interface Signed {
  name: string;
  note: string;
}

/**
 * Checks exports as JSON Lines as somebody does who has nothing but the
 * storage and the log's public key. Throws at the first thing that is wrong.
 */
export async function verifyExports(options: {
  storage: StorageProvider;
  verifierKeys: string[];
}): Promise<VerifiedExports> {
  const { storage } = options;
  const keys: string[] = [];
  for await (const { key } of storage.list({ prefix: '' })) {
    keys.push(key);
  }
  const read = async (key: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of storage.get(key)) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };

  const hashes: Buffer[] = [];
  for (const key of keys.filter(each => each.endsWith('.leaves')).sort()) {
    const [, from, to] = /(\d{16})-(\d{16})\.leaves$/.exec(key)!.map(Number);
    const bytes = await read(key);
    const isNext = from === hashes.length + 1;
    if (!isNext || bytes.length !== (to - from + 1) * HASH_BYTES) {
      throw new Error(`${key} does not go on after leaf ${hashes.length}`);
    }
    for (let at = 0; at < bytes.length; at += HASH_BYTES) {
      hashes.push(bytes.subarray(at, at + HASH_BYTES));
    }
  }

  const signed: Signed[] = [];
  for (const key of keys.filter(each => each.endsWith('.checkpoint'))) {
    signed.push({ name: key, note: (await read(key)).toString() });
  }
  const checkpoints = signed.length;

  let rows = 0;
  const names = keys.filter(each => each.endsWith('.manifest.json'));
  for (const name of names) {
    const manifest = exportManifestSchema.parse(
      JSON.parse((await read(name)).toString()),
    );
    if (manifest.checkpoint === null) {
      throw new Error(`${name} has no checkpoint`);
    }
    signed.push({ name, note: manifest.checkpoint });
    if (parseCheckpoint(manifest.checkpoint).size < +manifest.toSequence) {
      throw new Error(`The checkpoint of ${name} does not cover its range`);
    }
    const key = name.replace(/_([^/]*)\.manifest\.json$/, '$1');
    const object = await read(key);
    if (
      createHash('sha256').update(object).digest('hex') !==
      manifest.object.sha256
    ) {
      throw new Error(`${key} is not what its manifest says`);
    }
    for (const line of gunzipSync(object).toString().split('\n')) {
      if (line) {
        checkRow(line, hashes);
        rows += 1;
      }
    }
  }
  checkSignatures(signed, hashes, options.verifierKeys);
  return { leaves: hashes.length, checkpoints, manifests: names.length, rows };
}

function checkRow(line: string, hashes: Buffer[]): void {
  const { proof, ...event } = exportedEventSchema.parse(JSON.parse(line));
  const leaf = hashLeaf(leafOfEvent(event, proof));
  const published = hashes[Number(event.sequence) - 1];
  if (event.leafHash !== leaf.toString('hex')) {
    throw new Error(`Event ${event.sequence} is not what its leaf hash says`);
  }
  // What was exported since the last hour waits for the next checkpoint.
  if (published && !published.equals(leaf)) {
    throw new Error(`Event ${event.sequence} is not the leaf in the tree`);
  }
}

function checkSignatures(
  signed: Signed[],
  hashes: Buffer[],
  verifierKeys: string[],
): void {
  const verifiers = verifierKeys.map(parseVerifierKey);
  const opened = signed
    .map(({ name, note }) => ({
      name,
      ...parseCheckpoint(openNote(note, verifiers).text),
    }))
    .sort((a, b) => a.size - b.size);
  let frontier = emptyFrontier;
  for (const { name, size, root } of opened) {
    if (size > hashes.length) {
      if (name.endsWith('.checkpoint')) {
        throw new Error(`${name} is of more leaves than there are`);
      }
      continue;
    }
    frontier = appendLeaves(frontier, hashes.slice(frontier.size, size));
    if (!frontierRoot(frontier).equals(root)) {
      throw new Error(`The root in ${name} is not that of its leaves`);
    }
  }
}
