import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Processes that a benchmark starts find the server by it. */
const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

interface Server {
  connectionString: string;
  origin: string;
  isPrivate: boolean;
  stop(): Promise<void>;
}

let provided: Promise<Server> | undefined;

/**
 * The PostgreSQL that the environment names, else one in a temporary folder,
 * started when it is first asked for.
 */
export function providedPostgres(): Promise<Server> {
  provided ??= provide();
  return provided;
}

async function provide(): Promise<Server> {
  const { href } = pathToFileURL(
    join(__dirname, '../scripts/testing/postgres.mjs'),
  );
  const { providePostgres } = await import(href);
  // What waits for a disk in production waits for it here.
  const server: Server = await providePostgres({ isDurable: true });
  process.env[VARIABLE] = server.connectionString;
  console.log(`PostgreSQL is ${server.origin}`);
  return server;
}

/** Leaves nothing behind. */
export async function stopProvidedPostgres(): Promise<void> {
  await (await provided)?.stop();
}
