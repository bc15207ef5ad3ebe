import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fingerprint, inRepository, run } from '../toolchain/index.mjs';

const STAMP = inRepository('packages/app/dist/.built-from');

/** What ends up in the bundle. Configuration is added when it is served. */
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'packages/app/package.json',
  'plugins/audit-log/src',
  'plugins/audit-log/package.json',
  'plugins/audit-log-common/src',
  'plugins/audit-log-common/package.json',
  'plugins/audit-log-backend/config.d.ts',
  'app-config.yaml',
  'yarn.lock',
];

/** Builds the app the backend serves, unless nothing changed since. */
export async function buildAppIfNeeded() {
  const wanted = fingerprint(SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  console.log('Building the app. This takes about a minute.');
  const { code, output } = await run(
    process.execPath,
    [
      inRepository('node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    { cwd: inRepository('packages/app'), quiet: true },
  );
  if (code !== 0) {
    console.error(output);
    throw new Error('The app could not be built, see above');
  }
  writeFileSync(STAMP, wanted);
}
