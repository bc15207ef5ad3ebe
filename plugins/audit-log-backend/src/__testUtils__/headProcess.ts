import {
  StorageConnection,
  StorageError,
} from 'backstage-plugin-audit-log-node';
import { builtInProviders } from '../storage';

/**
 * Opens the storage that it is told of, and asks it for an object: started by
 * `headInProcess`.
 */
async function main(connection: StorageConnection) {
  const storage = await builtInProviders({
    localFolder: undefined,
    awsAccounts: undefined,
  })
    .find(({ kind }) => kind === connection.destination.kind)!
    .open(connection);
  try {
    await storage.head('any');
    return { isReached: true };
  } catch (error) {
    const { name, kind, code, message } = error as StorageError;
    return { isReached: false, error: { name, kind, code, message } };
  } finally {
    await storage.close();
  }
}

main(JSON.parse(process.argv[2])).then(
  result => process.stdout.write(`${JSON.stringify(result)}\n`),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
