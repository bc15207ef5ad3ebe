/**
 * Runs plugins of the community that audit, with the packed audit log, in a
 * small backend on SQLite, uses them, and checks what the log has of it.
 *
 * Needs the npm registry, and several minutes. `--keep` leaves the backend
 * there, and `--in <folder>` uses one that is there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNodeVersion, installIfNeeded } from './toolchain/index.mjs';
import { packPlugins } from './packing/index.mjs';
import { makeBackend, useBackend } from './communityPlugins/index.mjs';

const { values } = parseArgs({
  options: { keep: { type: 'boolean' }, in: { type: 'string' } },
});

checkNodeVersion();
await installIfNeeded();

const folder = values.in ?? mkdtempSync(join(tmpdir(), 'audit-log-community-'));
console.log(`Working in ${folder}`);
try {
  if (!values.in) {
    await makeBackend({ folder, tarballs: await packPlugins(folder) });
  }
  const wrong = await useBackend(folder);
  wrong.forEach(line => console.log(`WRONG: ${line}`));
  process.exitCode = wrong.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (!values.keep && !values.in) {
    rmSync(folder, { recursive: true, force: true });
  }
}
