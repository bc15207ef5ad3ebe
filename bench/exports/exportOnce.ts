import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Facts } from '../s3Server';
import { ExportFigures, ExportJob } from './exportProcess';

const root = join(__dirname, '../..');
const BUCKET = 'bench';

/** What is exported, one after the other. */
export const outputs: ExportJob['output'][] = [
  { format: 'jsonl', compression: 'gzip' },
  { format: 'csv', compression: 'gzip' },
  { format: 'parquet', compression: 'zstd' },
];

export async function createBucket(facts: S3Facts): Promise<void> {
  const client = new S3Client({
    endpoint: facts.endpoint,
    region: facts.region,
    forcePathStyle: true,
    credentials: facts.users.writer,
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
}

/** Where exports go. */
export function connectionOf(facts: S3Facts): ExportJob['connection'] {
  return {
    destination: `s3://${BUCKET}/audit`,
    endpoint: facts.endpoint,
    region: facts.region,
    forcePathStyle: true,
    identity: { type: 'profile', profile: 'bench' },
    profile: { name: 'bench', kind: 's3', ...facts.users.writer },
    externalId: null,
  };
}

/**
 * One export in a process of its own.
 *
 * @param heapMb - all that V8 may keep of old objects; its own default where
 * none is given
 */
export async function exportOnce(
  job: ExportJob,
  heapMb?: number,
): Promise<ExportFigures> {
  const child = spawn(
    process.execPath,
    [
      ...(heapMb ? [`--max-old-space-size=${heapMb}`] : []),
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(__dirname, 'exportProcess.ts'),
      JSON.stringify(job),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: root },
  );
  let text = '';
  child.stdout.on('data', chunk => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`The export ended with ${code}`);
  }
  return JSON.parse(text);
}
