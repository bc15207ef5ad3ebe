/**
 * `npm run test:compatibility -- newest`: makes a portal as create-app does,
 * outside of this repository, with the packed audit log on that release of
 * Backstage; builds and starts it for production on PostgreSQL, and uses it in
 * a browser. docs/compatibility.md says what is looked at.
 *
 * Needs the npm registry, and several minutes. `--keep` leaves the portal
 * there; `--packed <folder>` uses packed plugins that are there; and
 * `--update-lock` makes what was installed the lock file of the release.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNodeVersion, installIfNeeded } from './toolchain/index.mjs';

const { values, positionals } = parseArgs({
  options: {
    keep: { type: 'boolean' },
    packed: { type: 'string' },
    'update-lock': { type: 'boolean' },
  },
  allowPositionals: true,
});

checkNodeVersion();
await installIfNeeded();
const { releaseNamed, testRelease } = await import('./compatibility/index.mjs');

const folder = mkdtempSync(join(tmpdir(), 'audit-log-compatibility-'));
try {
  const release = releaseNamed(positionals[0]);
  console.log(`Backstage ${release.version}, in ${folder}`);
  const wrong = await testRelease({
    release,
    folder,
    packed: values.packed,
    updateLock: values['update-lock'],
  });
  wrong.forEach(line => console.log(`WRONG: ${line}`));
  if (wrong.length === 0) {
    console.log(`The audit log works in a portal on ${release.version}.`);
  }
  process.exitCode = wrong.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (!values.keep) {
    removeLater(folder);
  }
}

/** Two installations take minutes to remove; nobody has to wait for that. */
function removeLater(path) {
  const remove =
    "require('node:fs').rmSync(process.argv[1], { recursive: true, force: true })";
  spawn(process.execPath, ['-e', remove, path], {
    detached: true,
    stdio: 'ignore',
  }).unref();
}
