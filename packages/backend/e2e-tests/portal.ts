import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A portal with its own ports and data, and nobody else in it. */
export interface TestPortal {
  url: string;
  /** Stops the process and starts another one with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

type StartPortal = (options?: {
  configFiles?: string[];
  env?: Record<string, string>;
}) => Promise<TestPortal>;

interface TestingScripts {
  startTestPortal: StartPortal;
  startTestPortalOnPostgres: StartPortal;
}

/** What `npm test` uses itself. They are ES modules, these tests are not. */
export async function testingScripts(): Promise<TestingScripts> {
  const path = resolve(__dirname, '../../../scripts/testing/index.mjs');
  return import(pathToFileURL(path).toString());
}
