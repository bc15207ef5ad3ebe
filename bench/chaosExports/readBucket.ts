import {
  ExportManifest,
  exportManifestSchema,
} from 'backstage-plugin-audit-log-common';
import { ExportFiles } from 'backstage-plugin-audit-log-node/verification';
import { gunzipSync } from 'node:zlib';

/** What a stranger finds in a bucket. */
export interface BucketContent {
  /** In the order of the manifests. */
  sequences: number[];
  /** Objects without a manifest. */
  strays: string[];
}

/**
 * Reads a bucket in the order of its manifests. Whether hashes and chain hold
 * is for the verification to say.
 */
export async function readBucket(
  files: ExportFiles,
  prefix: string,
): Promise<BucketContent> {
  const names = await files.list();
  const read = async (name: string) =>
    files.readAt(name, 0, await files.size(name));
  const isManifest = (name: string) => name.endsWith('.manifest.json');
  const manifests: ExportManifest[] = [];
  for (const name of names.filter(isManifest)) {
    const text = (await read(name)).toString();
    manifests.push(exportManifestSchema.parse(JSON.parse(text)));
  }
  manifests.sort((a, b) => a.run.number - b.run.number);
  const objects = manifests.map(({ object }) =>
    object.destination.slice(prefix.length + 1),
  );
  const sequences: number[] = [];
  for (const object of objects) {
    for (const line of gunzipSync(await read(object))
      .toString()
      .split('\n')) {
      if (line) {
        sequences.push(Number(JSON.parse(line).sequence));
      }
    }
  }
  const known = new Set(objects);
  const strays = names.filter(
    name =>
      !isManifest(name) &&
      !name.startsWith('_checkpoints/') &&
      !known.has(name),
  );
  return { sequences, strays };
}
