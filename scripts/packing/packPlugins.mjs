import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  fingerprint,
  inRepository,
  run,
  runYarn,
  succeed,
} from '../toolchain/index.mjs';

const FOLDERS = [
  'plugins/audit-log-common',
  'plugins/audit-log-node',
  'plugins/audit-log-backend',
  'plugins/audit-log',
];

const STAMP = inRepository('dist-types/.declared-from');

/**
 * Builds the plugins and packs them as they would be published.
 *
 * @returns the path of the tarball of each package, by its name
 */
export async function packPlugins(folder) {
  await declareTypesIfNeeded();
  const tarballs = packedIn(folder);
  for (const plugin of FOLDERS) {
    const name = nameOf(plugin);
    const cwd = inRepository(plugin);
    await succeed(
      `The build of ${name}`,
      run(
        process.execPath,
        [
          inRepository('node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
        ],
        { cwd, quiet: true },
      ),
    );
    await succeed(
      `Packing ${name}`,
      runYarn(['pack', '--out', tarballs[name]], { cwd, quiet: true }),
    );
  }
  return tarballs;
}

/** The same of a folder where they were packed before. */
export function packedIn(folder) {
  return Object.fromEntries(
    FOLDERS.map(nameOf).map(name => [name, join(folder, `${name}.tgz`)]),
  );
}

/** To be called where the types of the sources as they are were declared. */
export function noteDeclaredTypes() {
  writeFileSync(STAMP, fingerprintOfTypes());
}

async function declareTypesIfNeeded() {
  if (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === fingerprintOfTypes()
  ) {
    return;
  }
  await succeed(
    'The type check',
    run(
      process.execPath,
      [
        inRepository('node_modules/typescript/bin/tsc'),
        ...['--incremental', 'false'],
      ],
      { quiet: true },
    ),
  );
  noteDeclaredTypes();
}

function fingerprintOfTypes() {
  return fingerprint([
    'yarn.lock',
    'tsconfig.json',
    ...FOLDERS.map(plugin => `${plugin}/src`),
  ]);
}

function nameOf(plugin) {
  const manifest = inRepository(plugin, 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).name;
}
