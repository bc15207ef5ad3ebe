import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import knexFactory from 'knex';
import { Browser, Page, chromium } from 'playwright-core';
import {
  DatabaseEventStore,
  applyMigrations,
} from '../plugins/audit-log-backend/src/store';
import { firstRowAfter, scrollThrough, watchFirstRow } from './browserMeasures';
import { makeEvents } from './events';
import { appendAll, quantile } from './measure';

const VIEWPORT = { width: 1440, height: 900 };
/** Less than retention keeps, so that it removes none meanwhile. */
const DAYS = 25;

interface Portal {
  url: string;
  stop(): Promise<void>;
}

/**
 * What a reader waits for in the browser: the first row after a cold load of
 * the explorer, next to the catalog's, and how long the page stands still
 * while all events of a log are scrolled through. The demo portal on SQLite,
 * with a log of its own.
 */
export async function benchBrowser(options: {
  rows: number;
  runs: number;
}): Promise<void> {
  const { rows, runs } = options;
  const { startPortal, freePort, buildAppIfNeeded } = await load(
    'scripts/portal/index.mjs',
  );
  const { provideBrowser } = await load('scripts/testing/index.mjs');
  await buildAppIfNeeded();
  const dataFolder = await mkdtemp(join(tmpdir(), 'audit-log-bench-'));
  const port: number = await freePort();
  const identityProviderPort: number = await freePort();
  const start = (): Promise<Portal> =>
    startPortal({ port, identityProviderPort, dataFolder });
  const browser = await chromium.launch({
    executablePath: await provideBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  let portal = await start();
  try {
    await enable(browser, portal.url);
    await portal.stop();
    await fill(join(dataFolder, 'audit-log.sqlite'), rows);
    portal = await start();
    const session = await signIn(browser, portal.url);
    const open = () => openPage(browser, session);
    await measureFirstRow({ open, url: portal.url, runs });
    await measureScrolling({ open, url: portal.url, rows });
  } finally {
    await browser.close();
    await portal.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

type Open = () => Promise<Page>;

async function measureFirstRow(options: {
  open: Open;
  url: string;
  runs: number;
}): Promise<void> {
  const { open, url, runs } = options;
  const pages = {
    explorer: { path: '/audit-log', row: '[role="rowgroup"] [role="row"]' },
    catalog: { path: '/', row: 'tbody tr a' },
  };
  const cold: Record<string, number[]> = { explorer: [], catalog: [] };
  const warm: Record<string, number[]> = { explorer: [], catalog: [] };
  // The first load finds nothing in the server's caches and doesn't count.
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, { path, row }] of Object.entries(pages)) {
      const page = await open();
      await page.addInitScript(watchFirstRow, row);
      const first = await firstRowAfter(page, () => page.goto(url + path));
      const second = await firstRowAfter(page, () => page.reload());
      if (run > 0) {
        cold[name].push(first);
        warm[name].push(second);
      }
      await page.context().close();
    }
  }
  for (const name of Object.keys(pages)) {
    console.log(
      `  first row, ${name}: cold ${text(cold[name])}, again ${text(
        warm[name],
      )} ms`,
    );
  }
}

async function measureScrolling(options: {
  open: Open;
  url: string;
  rows: number;
}): Promise<void> {
  const { open, url, rows } = options;
  const page = await open();
  await page.goto(`${url}/audit-log?range=30d&q=-plugin:audit-log`);
  await page.locator('[role="rowgroup"] [role="row"]').first().waitFor();
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(scrollThrough, { rows });
  const long = seen.longTasks.filter(ms => ms > 100);
  console.log(
    `  scrolled ${seen.rows} rows in ${(seen.ms / 1000).toFixed(1)} s: ${
      seen.longTasks.length
    } tasks above 50 ms, ${long.length} above 100 ms, longest ${Math.round(
      Math.max(0, ...seen.longTasks),
    )} ms`,
  );
  console.log(
    `  time between frames ${text(seen.frames)} ms, longest ${Math.round(
      Math.max(...seen.frames),
    )} ms; heap at the end ${Math.round(seen.heapBytes / 1e6)} MB`,
  );
  await page.context().close();
}

async function enable(browser: Browser, url: string): Promise<void> {
  const session = await signIn(browser, url);
  const page = await openPage(browser, session);
  await page.goto(`${url}/audit-log/settings`);
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await page.getByText('Enabled', { exact: true }).waitFor();
  await page.context().close();
}

type Session = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** Signs Ada in, once: every later page is hers. */
async function signIn(browser: Browser, url: string): Promise<Session> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(url);
  const opened = page.waitForEvent('popup');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Company account' })
    .getByRole('button')
    .click();
  const popup = await opened;
  await popup.getByRole('link', { name: 'Ada Lovelace' }).click();
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Catalog' }).first().waitFor();
  const session = await context.storageState();
  await context.close();
  return session;
}

/** A page of a browser that has seen nothing but the sign-in. */
async function openPage(browser: Browser, storageState: Session) {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    storageState,
  });
  return context.newPage();
}

async function fill(filename: string, rows: number): Promise<void> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  await applyMigrations(knex);
  const store = await DatabaseEventStore.create({ knex });
  const end = Date.now() - 60_000;
  await appendAll(
    store,
    makeEvents({ count: rows, days: DAYS, end, seed: 7 }),
    2_000,
  );
  await knex.raw('analyze');
  await knex.destroy();
  console.log(
    `${rows} events of ${DAYS} days, until ${new Date(end).toISOString()}`,
  );
}

function text(values: number[]): string {
  return [0.5, 0.95]
    .map(part => Math.round(quantile(values, part)))
    .join(' / ');
}

/** Loads a module of the repository that isn't a package's. */
function load(path: string) {
  return import(pathToFileURL(resolve(__dirname, '..', path)).toString());
}
