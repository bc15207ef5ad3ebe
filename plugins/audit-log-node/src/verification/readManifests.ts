import {
  AnyFormatManifest,
  MANIFEST_VERSION,
  anyFormatManifestSchema,
} from 'backstage-plugin-audit-log-common';
import { hash } from 'node:crypto';
import { canonicalJson } from '../integrity';
import { Findings } from './Findings';
import { firstLine } from './firstLine';
import { readOrSay } from './readOrSay';
import { ExportFiles } from './types';

const NAME = /(^|\/)_([^/]+)\.manifest\.json$/;
/** Far above what a manifest needs. */
const MOST_BYTES = 1_000_000;

/** A manifest, and the names of its file and its object. */
export interface FoundManifest {
  file: string;
  object: string;
  /** Hex, of the bytes of its file. */
  sha256: string;
  manifest: AnyFormatManifest;
}

/** A manifest that is newer than this software. */
export type NewerManifest = Omit<FoundManifest, 'manifest'>;

export function isManifestName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Reads manifests; what can't be read is a finding, and what is newer than
 * this software is none.
 */
export async function readManifests(
  files: ExportFiles,
  names: string[],
  findings: Findings,
): Promise<{ known: FoundManifest[]; newer: NewerManifest[] }> {
  const known: FoundManifest[] = [];
  const newer: NewerManifest[] = [];
  for (const file of names) {
    const bytes = await readOrSay(file, findings, () =>
      files.readAt(file, 0, MOST_BYTES),
    );
    if (!bytes) {
      continue;
    }
    try {
      const place = {
        file,
        object: file.replace(NAME, '$1$2'),
        sha256: hash('sha256', bytes, 'hex'),
      };
      const json = JSON.parse(bytes.toString());
      const version = newerVersionOf(json);
      if (version !== undefined) {
        newer.push(place);
        findings.addUnchecked(
          file,
          `The manifest has version ${version}: it takes a newer verifier, this one knows versions up to ${MANIFEST_VERSION}`,
        );
        continue;
      }
      const manifest = anyFormatManifestSchema.parse(json);
      if (`${canonicalJson(manifest)}\n` !== bytes.toString()) {
        throw new Error('it is not in canonical form');
      }
      known.push({ ...place, manifest });
    } catch (error) {
      findings.add(
        'malformed',
        file,
        `The manifest can't be read: ${firstLine((error as Error).message)}`,
      );
    }
  }
  return { known, newer };
}

function newerVersionOf(json: unknown): number | undefined {
  const version = (json as { version?: unknown } | null)?.version;
  return Number.isSafeInteger(version) && Number(version) > MANIFEST_VERSION
    ? Number(version)
    : undefined;
}
