import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A portal with its own ports and data, and nobody else in it. */
export interface TestPortal {
  url: string;
  /** Stops the process and starts another one with the same data. */
  restart(): Promise<void>;
  /** Kills the process, without any warning. */
  kill(): Promise<void>;
  /**
   * Starts it anew with the same data, at another address (see `url`) and in
   * another working directory.
   */
  startElsewhere(): Promise<void>;
  /** Lets nobody write to the log until the function that it returns is called. */
  holdLog(): Promise<() => Promise<void>>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** The portal and a second backend that delivers to it. */
export interface TestSplit {
  url: string;
  deliveringUrl: string;
  /** Of the second backend. */
  journalFolder: string;
  /** Kills the second backend, without any warning. */
  killDelivering(): Promise<void>;
  /** Starts it anew with the same data. */
  startDelivering(): Promise<void>;
  /** Stops both and removes their data. */
  remove(): Promise<void>;
}

type StartPortal = (options?: {
  configFiles?: string[];
  env?: Record<string, string>;
}) => Promise<TestPortal>;

interface TestingScripts {
  startTestPortal: StartPortal;
  startTestPortalOnPostgres: StartPortal;
  startTestSplit: () => Promise<TestSplit>;
  startTestSplitOnPostgres: () => Promise<TestSplit>;
}

/** What `npm test` uses itself. They are ES modules, these tests are not. */
export async function testingScripts(): Promise<TestingScripts> {
  const path = resolve(__dirname, '../../../scripts/testing/index.mjs');
  return import(pathToFileURL(path).toString());
}
