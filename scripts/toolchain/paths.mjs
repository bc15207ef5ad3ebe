import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, whatever the working directory is. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** An absolute path of something in the repository. */
export function inRepository(...parts) {
  return resolve(root, ...parts);
}
