import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, run, runYarn } from '../toolchain/index.mjs';

const FOLDERS = [
  'plugins/audit-log-common',
  'plugins/audit-log-node',
  'plugins/audit-log-backend',
  'plugins/audit-log',
];

/**
 * Builds the plugins and packs them as they would be published.
 *
 * @returns the path of the tarball of each package, by its name
 */
export async function packPlugins(folder) {
  await succeed(runYarn(['tsc']), 'type check');
  const tarballs = {};
  for (const plugin of FOLDERS) {
    const cwd = inRepository(plugin);
    const { name } = JSON.parse(
      readFileSync(inRepository(plugin, 'package.json'), 'utf8'),
    );
    const tarball = join(folder, `${name}.tgz`);
    await succeed(
      run(
        process.execPath,
        [
          inRepository('node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
        ],
        { cwd, quiet: true },
      ),
      `build of ${name}`,
    );
    await succeed(
      runYarn(['pack', '--out', tarball], { cwd, quiet: true }),
      `pack of ${name}`,
    );
    tarballs[name] = tarball;
  }
  return tarballs;
}

async function succeed(running, what) {
  const { code, output } = await running;
  if (code !== 0) {
    throw new Error(`The ${what} failed:\n${output}`);
  }
}
