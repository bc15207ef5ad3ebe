import { createBucket } from '../../tests/servers/bucket.mjs';
import { missing, start } from '../../tests/servers/s3.mjs';

const BUCKET = 'audit';
const PROFILE = 'demo-s3';

/**
 * Starts a real S3 server to export to, Ceph's object gateway. It keeps
 * everything in memory, and forgets it when it stops.
 *
 * @param options.port - of the server
 * @returns what the portal's environment needs, what to enter in the portal,
 * and `stop`
 * @throws Error where Ceph is not installed; its message says how to
 */
export async function startS3({ port }) {
  const absent = missing();
  if (absent) {
    throw new Error(`There is no S3 server to start: ${absent}`);
  }
  const { endpoint, region, users, stop } = await start({ port });
  const bucket = await createBucket({
    endpoint,
    region,
    credentials: users.writer,
    bucket: BUCKET,
  });
  bucket.close();
  return {
    env: {
      APP_CONFIG_auditLog_storage_allowedEndpoints: JSON.stringify([endpoint]),
      APP_CONFIG_auditLog_storage_profiles: JSON.stringify([
        { name: PROFILE, kind: 's3', ...users.writer },
      ]),
    },
    endpoint,
    destination: `s3://${BUCKET}/portal`,
    profile: PROFILE,
    stop,
  };
}
