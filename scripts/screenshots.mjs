/**
 * Makes the pictures in docs/images: starts a portal of its own, lets people
 * use it, and photographs the screens. All pictures of the folder are made
 * anew; others are removed.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkNodeVersion,
  inRepository,
  installIfNeeded,
  run,
} from './toolchain/index.mjs';

checkNodeVersion();
await installIfNeeded();
const { chromium } = await import('playwright-core');
const { buildAppIfNeeded } = await import('./portal/index.mjs');
const { provideBrowser, startTestPortal } = await import('./testing/index.mjs');

const IMAGES = inRepository('docs/images');
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 400, height: 800 };
const FOUND =
  '/audit-log?range=15m&q=-plugin%3Aaudit-log%20-actor%3Aplugin%3A*';

await buildAppIfNeeded();
const folder = mkdtempSync(join(tmpdir(), 'audit-log-pictures-'));
const portal = await startTestPortal({
  env: { APP_CONFIG_auditLog_storage_localFolder: folder },
});
const browser = await chromium.launch({
  executablePath: await provideBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const made = new Set();
try {
  await playActivity();
  const page = await signIn();
  mkdirSync(IMAGES, { recursive: true });
  await photographExplorer(page);
  await photographExports(page);
  await photographSettings(page);
  for (const name of readdirSync(IMAGES)) {
    if (!made.has(name)) {
      rmSync(join(IMAGES, name));
    }
  }
} finally {
  await browser.close();
  await portal.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function photographExplorer(page) {
  const rows = page.locator('[role="rowgroup"] [role="row"]');
  const show = async () => {
    await open(page, FOUND);
    await rows.nth(5).waitFor();
  };
  await show();
  await save(page, 'explorer');
  await inDark(page, async () => {
    await show();
    await save(page, 'explorer-dark');
  });
  await page.setViewportSize(PHONE);
  await show();
  await save(page, 'explorer-phone');
  await page.setViewportSize(DESKTOP);

  await open(page, '/audit-log?range=15m&q=event%3Alocation-mutate');
  await rows.filter({ hasText: 'Alan Turing' }).nth(1).click();
  const drawer = page.getByRole('complementary', { name: 'Event' });
  await drawer.getByRole('tab', { name: 'Related' }).click();
  await drawer.getByRole('list', { name: /^Related events/ }).waitFor();
  await save(page, 'related');
  await drawer.getByRole('tab', { name: 'Facts' }).click();
  await drawer.getByRole('button', { name: 'Check the proof' }).click();
  await drawer.getByText('In the log, unchanged.').scrollIntoViewIfNeeded();
  await save(page, 'event');

  const chart = async () => {
    await open(page, '/audit-log?range=24h&chart=plugin.1h.stacked');
    await page.getByRole('table', { name: 'Counts by Plugin' }).waitFor();
  };
  await chart();
  await save(page, 'chart');
  await inDark(page, async () => {
    await chart();
    await save(page, 'chart-dark');
  });
}

async function photographExports(page) {
  const call = await apiOf(page);
  await call('POST', '/storage-integrations', {
    name: 'archive',
    destination: 'local://archive/portal',
    identity: { type: 'ambient' },
  });
  await until(async () => {
    const { integration } = await call('GET', '/storage-integrations/archive');
    return integration.status === 'ready';
  });
  const schedules = [
    ['Everything, every night', 'all', '', { type: 'daily', time: '02:00' }],
    ['Failures', 'failures', 'outcome:failed', { type: 'hourly', minute: 5 }],
    [
      'Sign-ins for the security team',
      'sign-ins',
      'category:ACCESS',
      { type: 'weekly', days: [1], time: '06:30' },
    ],
  ];
  for (const [name, folderName, query, cadence] of schedules) {
    const { id } = await call('POST', '/export-schedules', {
      name,
      query,
      integration: 'archive',
      destination: `local://archive/portal/${folderName}/dt={date}/events-{from}-{to}.jsonl.gz`,
      output: { format: 'jsonl', compression: 'gzip' },
      cadence,
      timeZone: 'Europe/Rome',
      coverage: { mode: 'incremental' },
    });
    await call('POST', `/export-schedules/${id}/send-now`, {});
  }
  await open(page, '/audit-log/exports');
  await page.getByText(schedules[0][0]).waitFor();
  await until(async () => {
    await page.reload();
    await page.getByText(schedules[0][0]).waitFor();
    const unfinished = page.getByText(/^(Never|Queued|Running)$/);
    return (await unfinished.count()) === 0;
  });
  await save(page, 'exports');
  await page.getByText(schedules[0][0]).click();
  await page.getByRole('table', { name: 'Runs' }).waitFor();
  await save(page, 'schedule');
}

async function photographSettings(page) {
  await open(page, '/audit-log/settings');
  await page.getByText('Enabled', { exact: true }).waitFor();
  await save(page, 'settings');
}

async function playActivity() {
  const { code } = await run(process.execPath, [
    inRepository('scripts/activity.mjs'),
    '--url',
    portal.url,
    '--enable',
  ]);
  if (code !== 0) {
    throw new Error('The activity failed, see above');
  }
}

async function signIn() {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.goto(portal.url);
  const popupOpened = page.waitForEvent('popup');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Company account' })
    .getByRole('button')
    .click();
  const popup = await popupOpened;
  await popup.getByRole('link', { name: 'Ada Lovelace' }).click();
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Catalog' }).first().waitFor();
  return page;
}

/** Calls the audit log's API as the person who is signed in. */
async function apiOf(page) {
  const asked = page.waitForRequest(/\/api\/audit-log\/v1\/me/);
  await open(page, '/audit-log');
  const { authorization } = await (await asked).allHeaders();
  return async (method, path, data) => {
    const answer = await page.request.fetch(
      `${portal.url}/api/audit-log/v1${path}`,
      { method, data, headers: { authorization } },
    );
    if (!answer.ok()) {
      throw new Error(`${method} ${path}: ${await answer.text()}`);
    }
    return answer.json().catch(() => undefined);
  };
}

async function until(condition) {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('What was to be photographed did not come in time');
    }
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
}

async function open(page, path) {
  // Nothing under the pointer is highlighted.
  await page.mouse.move(0, 0);
  await page.goto(`${portal.url}${path}`);
}

async function inDark(page, photograph) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await photograph();
  await page.emulateMedia({ colorScheme: 'light' });
}

async function save(page, name) {
  await page.waitForLoadState('networkidle');
  await page.mouse.move(0, 0);
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  made.add(`${name}.png`);
  console.log(`Wrote ${path}`);
}
