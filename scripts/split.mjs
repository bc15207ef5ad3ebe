/**
 * `yarn split`: a split deployment on this machine: the demo portal with the
 * audit log, and a second backend that delivers to it.
 *
 * PORT (7007), IDENTITY_PROVIDER_PORT (7008) and DELIVERING_PORT (7009) choose
 * the ports, DATA_DIR (.data/split) the folder of the databases.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildAppIfNeeded, startSplitPortal } from './portal/index.mjs';
import {
  checkNodeVersion,
  inRepository,
  installIfNeeded,
} from './toolchain/index.mjs';

checkNodeVersion();
await installIfNeeded();
await buildAppIfNeeded();

const dataFolder = resolve(
  process.env.DATA_DIR || inRepository('.data', 'split'),
);
mkdirSync(dataFolder, { recursive: true });

console.log('Starting both backends.');
const { portal, delivering } = await startSplitPortal({
  port: Number(process.env.PORT || 7007),
  identityProviderPort: Number(process.env.IDENTITY_PROVIDER_PORT || 7008),
  deliveringPort: Number(process.env.DELIVERING_PORT || 7009),
  dataFolder,
  onOutput: chunk => process.stderr.write(chunk),
});

const backends = [portal, delivering];
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => backends.forEach(backend => backend.stop()));
}

console.log(`
  The portal with the audit log is at ${portal.url}
  The backend that delivers to it is at ${delivering.url}: what is called
  there, for example ${delivering.url}/api/catalog/entities, is in the portal's audit log.
  Press Ctrl+C to stop both.
`);

await Promise.race(backends.map(({ exited }) => exited));
await Promise.all(backends.map(backend => backend.stop()));
