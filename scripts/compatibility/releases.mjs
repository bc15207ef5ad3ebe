import { readFileSync } from 'node:fs';
import { inRepository } from '../toolchain/index.mjs';

const NAMES = ['newest', 'oldest'];

/**
 * A release of Backstage that portals on it are tested with.
 *
 * @typedef {object} Release
 * @property {string} name - `newest` or `oldest`
 * @property {string} version - of Backstage
 * @property {string} seed - the folder with its manifests and its lock file
 */

/** @throws Error where there is no release of that name */
export function releaseNamed(name) {
  if (!NAMES.includes(name)) {
    throw new Error(
      `There is no release "${name ?? ''}". There are: ${NAMES.join(', ')}.`,
    );
  }
  const seed = inRepository('tests/portals', name);
  const { version } = JSON.parse(
    readFileSync(`${seed}/backstage.json`, 'utf8'),
  );
  return { name, version, seed };
}
