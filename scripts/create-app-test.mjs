/**
 * Makes a new portal with @backstage/create-app, installs the packed plugins as
 * docs/install.md says, boots it, and checks that it records.
 *
 * Needs the npm registry, and several minutes. `--keep` leaves the portal there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNodeVersion, installIfNeeded } from './toolchain/index.mjs';
import { checkPortal, makePortal, packPlugins } from './createApp/index.mjs';

checkNodeVersion();
await installIfNeeded();

const folder = mkdtempSync(join(tmpdir(), 'audit-log-create-app-'));
const portal = join(folder, 'portal');
console.log(`Working in ${folder}`);
try {
  const tarballs = await packPlugins(folder);
  await makePortal({ folder: portal, tarballs });
  await checkPortal(portal);
  console.log('A portal made with create-app records.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (!process.argv.includes('--keep')) {
    rmSync(folder, { recursive: true, force: true });
  }
}
