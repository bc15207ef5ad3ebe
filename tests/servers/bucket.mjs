import { createRequire } from 'node:module';

// The client that the backend uses.
const require = createRequire(
  new URL('../../plugins/audit-log-backend/package.json', import.meta.url),
);

/** Creates a bucket of an S3 server; resolves to a way to look into it. */
export async function createBucket({ endpoint, region, credentials, bucket }) {
  const {
    S3Client,
    CreateBucketCommand,
    GetObjectCommand,
    ListObjectsV2Command,
  } = require('@aws-sdk/client-s3');
  const client = new S3Client({
    endpoint,
    region,
    // The client writes into what it is given.
    credentials: { ...credentials },
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    /** Names of all objects. */
    async list() {
      const found = await client.send(
        new ListObjectsV2Command({ Bucket: bucket }),
      );
      return (found.Contents ?? []).map(({ Key }) => Key);
    },
    /** The bytes of an object. */
    async read(key) {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key }),
      );
      return Buffer.from(await Body.transformToByteArray());
    },
    close: () => client.destroy(),
  };
}
