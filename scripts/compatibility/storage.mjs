import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '../portal/index.mjs';
import { createBucket } from '../../tests/servers/bucket.mjs';
import { missing, start } from '../../tests/servers/s3.mjs';

const BUCKET = 'audit';
const PROFILE = 'bucket';

/**
 * Where a portal exports to.
 *
 * @typedef {object} Storage
 * @property {object} config - what `auditLog.storage` has to be
 * @property {object} integration - what to create in the portal
 * @property {() => Promise<string>} collect - resolves to a folder with
 * everything that was exported
 * @property {() => Promise<void>} stop
 */

/**
 * A real S3 server, else a folder of the backend.
 *
 * @param options.folder - a new one, for what is exported
 * @returns {Promise<Storage>}
 */
export async function startStorage({ folder }) {
  mkdirSync(folder);
  const absent = missing();
  if (absent) {
    console.log(`  exports go to a folder, since ${absent}`);
    return exportToFolder(folder);
  }
  return exportToS3(folder);
}

function exportToFolder(folder) {
  return {
    config: { localFolder: folder },
    integration: {
      name: 'archive',
      destination: 'local://archive',
      identity: { type: 'ambient' },
    },
    collect: async () => folder,
    stop: async () => {},
  };
}

async function exportToS3(folder) {
  const server = await start({ port: await freePort() });
  const { endpoint, region, users } = server;
  const credentials = users.writer;
  const bucket = await createBucket({
    endpoint,
    region,
    credentials,
    bucket: BUCKET,
  });
  return {
    config: {
      allowedEndpoints: [endpoint],
      profiles: [{ name: PROFILE, kind: 's3', ...credentials }],
    },
    integration: {
      name: 'archive',
      destination: `s3://${BUCKET}/archive`,
      region,
      endpoint,
      forcePathStyle: true,
      identity: { type: 'profile', profile: PROFILE },
    },
    async collect() {
      for (const key of await bucket.list()) {
        const file = join(folder, key);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, await bucket.read(key));
      }
      return folder;
    },
    async stop() {
      bucket.close();
      await server.stop();
    },
  };
}
