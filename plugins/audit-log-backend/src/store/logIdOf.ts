import { createHash } from 'node:crypto';

/**
 * Names the log in this database, so that journals of other logs are told from
 * its own. Made from the random key that the first migration leaves in the
 * database, and tells nothing of it.
 */
export function logIdOf(cursorKey: Buffer): string {
  return createHash('sha256')
    .update('audit-log journal')
    .update(cursorKey)
    .digest('hex')
    .slice(0, 32);
}
