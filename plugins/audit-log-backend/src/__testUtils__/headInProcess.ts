import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StorageConnection } from 'backstage-plugin-audit-log-node';

/** What came of asking a storage for an object. */
export interface Reached {
  isReached: boolean;
  error?: { name: string; kind: string; code: string; message: string };
}

/**
 * Asks a storage for an object from a process of its own, whose environment is
 * all that it knows of where it runs.
 */
export async function headInProcess(
  connection: StorageConnection,
  env: NodeJS.ProcessEnv,
): Promise<Reached> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      require.resolve('./headProcess.ts'),
      JSON.stringify(connection),
    ],
    { env },
  );
  return JSON.parse(stdout);
}
