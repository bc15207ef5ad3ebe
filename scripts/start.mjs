/**
 * `npm start`: the demo portal on this machine, with nothing but Node.js.
 *
 * PORT (7007) and IDENTITY_PROVIDER_PORT (7008) choose the ports, DATA_DIR
 * (.data) the folder of the databases. `npm start -- --config file.yaml` adds
 * configuration, `-- --verbose` shows the log here instead of in a file, and
 * `-- --s3` starts an S3 server to export to, on S3_PORT (7009). It runs as in
 * production; with `-- --development` errors carry their stack traces.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildAppIfNeeded,
  isPortTaken,
  PortalStartError,
  startPortal,
  startS3,
} from './portal/index.mjs';
import {
  checkNodeVersion,
  installIfNeeded,
  inRepository,
} from './toolchain/index.mjs';

checkNodeVersion();

const { values } = parseArgs({
  options: {
    config: { type: 'string', multiple: true, default: [] },
    development: { type: 'boolean', default: false },
    s3: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const port = Number(process.env.PORT || 7007);
const identityProviderPort = Number(process.env.IDENTITY_PROVIDER_PORT || 7008);
const s3Port = Number(process.env.S3_PORT || 7009);
const dataFolder = resolve(process.env.DATA_DIR || inRepository('.data'));

for (const [name, number] of [
  ['PORT', port],
  ['IDENTITY_PROVIDER_PORT', identityProviderPort],
  ...(values.s3 ? [['S3_PORT', s3Port]] : []),
]) {
  if (await isPortTaken(number)) {
    console.error(
      `Port ${number} is taken. Choose another one with ${name}=…, ` +
        `for example: ${name}=${number + 10} npm start`,
    );
    process.exit(1);
  }
}

await installIfNeeded();
await buildAppIfNeeded();
mkdirSync(dataFolder, { recursive: true });

const logFile = resolve(dataFolder, 'portal.log');
const log = values.verbose
  ? process.stdout
  : createWriteStream(logFile, { flags: 'a' });

const s3 = values.s3
  ? await startS3({ port: s3Port }).catch(error => {
      console.error(error.message);
      process.exit(1);
    })
  : undefined;

console.log('Starting the portal.');
const portal = await startPortal({
  port,
  identityProviderPort,
  dataFolder,
  configFiles: values.config.map(file => resolve(file)),
  env: {
    ...s3?.env,
    NODE_ENV: values.development ? 'development' : 'production',
  },
  onOutput: chunk => log.write(chunk),
}).catch(async error => {
  await s3?.stop();
  if (error instanceof PortalStartError) {
    console.error(error.message);
    if (!values.verbose) {
      console.error(`The whole log is in ${logFile}.`);
    }
    process.exit(1);
  }
  throw error;
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    portal.stop();
  });
}

console.log(`
  The portal is at ${portal.url}

  1. Open it, choose "Company account", and sign in as Ada Lovelace:
     user name ada, password analytical-engine.
  2. Open "Audit log" in the sidebar, then "Settings", and click "Enable".
  3. Register ${portal.url}/examples/payments.yaml at ${
  portal.url
}/catalog-import
     and look for what you did in the audit log.
  4. Export it: "Views" and "Schedule export" in the audit log, then "Send now".
     The storage integration "folder" writes to
     ${resolve(dataFolder, 'exports/archive')}.

  More people doing things: npm run activity (in a second terminal).
  The data is kept in ${dataFolder}${
  values.verbose ? '' : `, the log in ${logFile}`
}.
  Press Ctrl+C to stop.
`);

if (s3) {
  console.log(`  An S3 server is at ${s3.endpoint}, until you stop. In Audit log, Settings,
  "Create integration": choose "S3-compatible", the destination ${s3.destination},
  this endpoint, and the profile ${s3.profile}.
`);
}

const code = await portal.exited;
await s3?.stop();
if (!stopping) {
  console.error(portal.output().slice(-4000));
  console.error(`The portal ended by itself with exit code ${code}.`);
}
process.exitCode = stopping ? 0 : code || 1;
