/**
 * Makes the pictures in docs/images: starts a portal of its own, lets people
 * use it, and photographs the screens.
 */
import { mkdirSync } from 'node:fs';
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

await buildAppIfNeeded();
const portal = await startTestPortal();
const browser = await chromium.launch({
  executablePath: await provideBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await playActivity();
  const page = await signIn();
  mkdirSync(IMAGES, { recursive: true });
  await photograph(page, {
    name: 'explorer',
    path: '/audit-log?range=15m&q=-plugin%3Aaudit-log%20-actor%3Aplugin%3Aauth',
    ready: () => page.getByRole('row').nth(5),
  });
  await page
    .getByRole('row')
    .filter({ hasText: /location/i })
    .first()
    .click();
  await page.getByRole('complementary', { name: 'Event' }).waitFor();
  await page.getByRole('button', { name: 'Check the proof' }).click();
  await page.getByText('In the log, unchanged.').scrollIntoViewIfNeeded();
  await save(page, 'event');
  await photograph(page, {
    name: 'chart',
    path: '/audit-log?range=30d&q=event%3Asign-in&chart=outcome.1d.stacked',
    ready: () => page.getByRole('table', { name: 'Counts by Outcome' }),
  });
  await photograph(page, {
    name: 'settings',
    path: '/audit-log/settings',
    ready: () => page.getByText('Enabled', { exact: true }),
  });
} finally {
  await browser.close();
  await portal.remove();
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
    viewport: { width: 1440, height: 900 },
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

async function photograph(page, { name, path, ready }) {
  await page.goto(`${portal.url}${path}`);
  await ready().waitFor();
  await save(page, name);
}

async function save(page, name) {
  await page.waitForLoadState('networkidle');
  // Nothing under the pointer is highlighted.
  await page.mouse.move(0, 0);
  const path = `${IMAGES}/${name}.png`;
  await page.screenshot({ path, animations: 'disabled' });
  console.log(`Wrote ${path}`);
}
