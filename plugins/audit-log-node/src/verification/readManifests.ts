import {
  ExportManifest,
  exportManifestSchema,
} from 'backstage-plugin-audit-log-common';
import { hash } from 'node:crypto';
import { canonicalJson } from '../integrity';
import { Findings } from './Findings';
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
  manifest: ExportManifest;
}

export function isManifestName(name: string): boolean {
  return NAME.test(name);
}

/** Reads manifests; what can't be read is a finding. */
export async function readManifests(
  files: ExportFiles,
  names: string[],
  findings: Findings,
): Promise<FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const file of names) {
    const bytes = await files.readAt(file, 0, MOST_BYTES);
    try {
      const manifest = exportManifestSchema.parse(JSON.parse(bytes.toString()));
      if (`${canonicalJson(manifest)}\n` !== bytes.toString()) {
        throw new Error('it is not in canonical form');
      }
      found.push({
        file,
        object: file.replace(NAME, '$1$2'),
        sha256: hash('sha256', bytes, 'hex'),
        manifest,
      });
    } catch (error) {
      findings.add(
        'malformed',
        file,
        `The manifest can't be read: ${firstLine(error)}`,
      );
    }
  }
  return found;
}

function firstLine(error: unknown): string {
  return (error as Error).message.replace(/\s+/g, ' ').slice(0, 200);
}
