import {
  AnyFormatManifest,
  ExportList,
  ExportManifest,
  exportListSchema,
} from 'backstage-plugin-audit-log-common';
import { hash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';

/**
 * First lines of what the log signs besides checkpoints. No origin is like
 * them, so that none of these notes can be taken for another kind.
 */
const MANIFEST = 'audit-log-manifest/v2';
const EXPORTS = 'audit-log-exports/v1';

type Signed<M> = Extract<M, { version: 2 }>;

/**
 * The text that the log signs of a manifest: a name, and the SHA-256 of the
 * canonical JSON of all its members but `signature`.
 *
 * @public
 */
export function manifestStatement(
  manifest: Omit<Signed<ExportManifest | AnyFormatManifest>, 'signature'>,
): string {
  return `${MANIFEST}\n${hash('sha256', canonicalJson(manifest), 'hex')}\n`;
}

/**
 * What stands in a manifest of a signed {@link manifestStatement}: its
 * signature lines alone.
 *
 * @public
 */
export function signatureOf(note: string): string {
  return note.slice(note.lastIndexOf('\n\n') + 2);
}

/**
 * The signed note of a manifest, put together again.
 *
 * @public
 */
export function manifestNote(manifest: Signed<AnyFormatManifest>): string {
  const { signature, ...rest } = manifest;
  return `${manifestStatement(rest)}\n${signature}`;
}

/**
 * The text that the log signs of which exports are the newest in a storage.
 *
 * @public
 */
export function exportListText(list: ExportList): string {
  return `${EXPORTS}\n${canonicalJson(exportListSchema.parse(list))}\n`;
}

/**
 * Reads what {@link exportListText} wrote; undefined for a text of another
 * kind or version.
 *
 * @public
 */
export function parseExportList(text: string): ExportList | undefined {
  const [name, json] = text.split('\n');
  if (name !== EXPORTS) {
    return undefined;
  }
  const list = exportListSchema.safeParse(JSON.parse(json));
  return list.success && exportListText(list.data) === text
    ? list.data
    : undefined;
}
