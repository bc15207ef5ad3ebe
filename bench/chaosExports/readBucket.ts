import { exportManifestSchema } from 'backstage-plugin-audit-log-common';
import { StorageProvider } from 'backstage-plugin-audit-log-node';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const sha256 = (bytes: Buffer) =>
  createHash('sha256').update(bytes).digest('hex');

/** What a stranger finds in a bucket. */
export interface BucketContent {
  sequences: number[];
  manifests: number;
  /** Objects without a manifest. */
  strays: string[];
}

/**
 * Reads a bucket in the order of its manifests, and checks every hash and the
 * chain. Throws where anything is wrong.
 */
export async function readBucket(
  storage: StorageProvider,
  prefix: string,
): Promise<BucketContent> {
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
  const found = [];
  for (const key of keys.filter(each => each.endsWith('.manifest.json'))) {
    const bytes = await read(key);
    const manifest = exportManifestSchema.parse(JSON.parse(bytes.toString()));
    found.push({ manifest, hash: sha256(bytes) });
  }
  found.sort((a, b) => a.manifest.run.number - b.manifest.run.number);
  const sequences: number[] = [];
  const named = new Set<string>();
  let previous: string | null = null;
  for (const { manifest, hash } of found) {
    if ((manifest.previous?.sha256 ?? null) !== previous) {
      throw new Error(`Manifest ${manifest.run.number} doesn't chain`);
    }
    previous = hash;
    const key = manifest.object.destination.slice(prefix.length + 1);
    named.add(key);
    const object = await read(key);
    if (sha256(object) !== manifest.object.sha256) {
      throw new Error(`Object ${key} isn't what its manifest says`);
    }
    for (const line of gunzipSync(object).toString().split('\n')) {
      if (line) {
        sequences.push(Number(JSON.parse(line).sequence));
      }
    }
  }
  const strays = keys.filter(
    key =>
      !key.endsWith('.manifest.json') &&
      !key.startsWith('_checkpoints/') &&
      !named.has(key),
  );
  return { sequences, manifests: found.length, strays };
}
