import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRepository } from '../toolchain/index.mjs';
import { asSeed, compareLocks } from './lock.mjs';
import { portalYarn } from './portalYarn.mjs';

/**
 * Makes a portal as create-app does, adds the audit log as docs/install.md
 * says, and installs what the lock file of its release pins.
 *
 * @param options.folder - where it is made; must not exist
 * @param options.release - of Backstage
 * @param options.tarballs - packed plugins by package name
 * @returns what the lock file pinned and is another version now, and what it
 * does not pin, a line each
 */
export async function makePortal({ folder, release, tarballs }) {
  cpSync(inRepository('tests/portals/template'), folder, { recursive: true });
  cpSync(release.seed, folder, { recursive: true });
  cpSync(inRepository('.yarn/releases'), join(folder, '.yarn/releases'), {
    recursive: true,
  });
  addTarballs(folder, tarballs);
  addDependency(folder, 'backend', 'backstage-plugin-audit-log-backend');
  addDependency(folder, 'app', 'backstage-plugin-audit-log');
  addToBackend(folder);
  await portalYarn(folder, ['install']);
  return compareLocks({
    seed: readFileSync(join(release.seed, 'yarn.lock'), 'utf8'),
    installed: readFileSync(join(folder, 'yarn.lock'), 'utf8'),
  });
}

/** Makes the lock file of a portal the one that its release begins with. */
export function keepLock({ folder, release }) {
  const installed = readFileSync(join(folder, 'yarn.lock'), 'utf8');
  writeFileSync(join(release.seed, 'yarn.lock'), asSeed(installed));
}

/** Until they are published, our packages come from tarballs. */
function addTarballs(folder, tarballs) {
  mkdirSync(join(folder, 'tarballs'));
  const resolutions = {};
  for (const [name, path] of Object.entries(tarballs)) {
    const file = `./tarballs/${basename(path)}`;
    cpSync(path, join(folder, file));
    resolutions[name] = `file:${file}`;
  }
  edit(join(folder, 'package.json'), text => {
    const manifest = JSON.parse(text);
    Object.assign(manifest.resolutions, resolutions);
    return JSON.stringify(manifest, null, 2);
  });
}

function addDependency(folder, workspace, name) {
  edit(join(folder, 'packages', workspace, 'package.json'), text => {
    const manifest = JSON.parse(text);
    manifest.dependencies[name] = '^0.1.0';
    return JSON.stringify(manifest, null, 2);
  });
}

function addToBackend(folder) {
  edit(join(folder, 'packages/backend/src/index.ts'), text =>
    text.replace(
      'backend.start();',
      "backend.add(import('backstage-plugin-audit-log-backend'));\n\nbackend.start();",
    ),
  );
}

function edit(file, change) {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) {
    throw new Error(`${file} does not look as expected: nothing was changed`);
  }
  writeFileSync(file, after);
}
