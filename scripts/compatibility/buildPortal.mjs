import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, succeed } from '../toolchain/index.mjs';
import { portalYarn } from './portalYarn.mjs';

const BUNDLE = 'packages/backend/dist';

/**
 * Builds a portal and installs the build elsewhere, step by step as the
 * Dockerfile of create-app does.
 *
 * @param options.folder - of the portal
 * @param options.image - what the container's working directory would be; must
 * not exist
 * @param options.stage - runs a step under a name
 */
export async function buildPortal({ folder, image, stage }) {
  await stage('type check', () => portalYarn(folder, ['tsc']));
  await stage('build', () => portalYarn(folder, ['build:backend']));
  mkdirSync(image);
  const copy = name =>
    cpSync(join(folder, name), join(image, name), { recursive: true });
  ['.yarn', '.yarnrc.yml', 'backstage.json', 'yarn.lock', 'package.json']
    .concat('tarballs')
    .forEach(copy);
  await unpack(join(folder, BUNDLE, 'skeleton.tar.gz'), image);
  await stage('production installation', () =>
    portalYarn(image, ['workspaces', 'focus', '--all', '--production'], {
      env: { NODE_ENV: 'production' },
    }),
  );
  copy('examples');
  await unpack(join(folder, BUNDLE, 'bundle.tar.gz'), image);
  readdirSync(folder)
    .filter(name => /^app-config.*\.yaml$/.test(name))
    .forEach(copy);
}

function unpack(archive, folder) {
  return succeed(
    `Unpacking ${archive}`,
    run('tar', ['xzf', archive], { cwd: folder, quiet: true }),
  );
}
