import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  signInWithPopup,
  startPortal,
} from './portal';

const ada = { username: 'ada', password: 'analytical-engine' };

/** What an Admin does with an export schedule, from its view to its end. */
test.describe.serial('an Admin and export schedules', () => {
  let portal: TestPortal;
  let page: Page;
  let folder: string;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    folder = await mkdtemp(join(tmpdir(), 'audit-log-exported-'));
    portal = await startPortal({
      env: { APP_CONFIG_auditLog_storage_localFolder: folder },
    });
    const viewport = { width: 1440, height: 900 };
    page = await (await browser.newContext({ viewport })).newPage();
    await signInWithPopup(page, { url: portal.url, ...ada });
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const button = (name: string) =>
    page.getByRole('button', { name, exact: true });
  const tag = (text: string) =>
    page.locator('main').getByText(text, { exact: true });
  const runs = () => page.getByRole('table', { name: 'Runs' });
  const run = (number: number) =>
    runs().getByRole('row', { name: new RegExp(`Run ${number}\\b`) });
  const openExports = () => page.goto(`${portal.url}/audit-log/exports`);

  /** Calls the API as the person who is signed in. */
  async function callApi(method: 'get' | 'post', path: string, data?: object) {
    const asked = page.waitForRequest(
      request =>
        request.url().includes('/api/audit-log/v1/me') &&
        Boolean(request.headers().authorization),
    );
    await page.reload();
    const { authorization } = (await asked).headers();
    return page.request[method](`${portal.url}/api/audit-log/v1${path}`, {
      headers: { authorization },
      data,
    });
  }

  /** Names of what the schedule wrote; checkpoints come when they are due. */
  async function exported(): Promise<string[]> {
    const entries = await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    });
    return entries
      .filter(entry => entry.isFile())
      .filter(entry => entry.parentPath.includes('the-audit-log-itself'))
      .map(({ name }) => name);
  }

  test('is led to the settings first', async () => {
    await page.goto(`${portal.url}/audit-log/settings`);
    await button('Enable').click();
    await expect(page.getByText('Enabled', { exact: true })).toBeVisible();
    await openExports();
    await expect(page.getByText('No export schedule yet')).toBeVisible();
    await expect(button('Set up storage')).toBeVisible();
    await expectAccessible(page);

    const created = await callApi('post', '/storage-integrations', {
      name: 'archive',
      destination: 'local://archive/portal',
      identity: { type: 'ambient' },
    });
    expect(created.status()).toBe(201);
    await expect
      .poll(
        async () => {
          const answer = await callApi('get', '/storage-integrations/archive');
          return (await answer.json()).integration.status;
        },
        { timeout: 60_000, intervals: [2_000] },
      )
      .toBe('ready');
  });

  test('schedules what the explorer shows', async () => {
    await page.goto(`${portal.url}/audit-log?q=plugin%3Aaudit-log`);
    await button('Views').click();
    await page.getByRole('menuitem', { name: 'Schedule export' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('The audit log itself');
    await dialog.getByRole('button', { name: 'Save' }).click();

    await expect(page).toHaveURL(/\/audit-log\/exports\/new\?view=/);
    await expect(
      page.getByRole('heading', { name: 'Create export schedule' }),
    ).toBeVisible();
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await expect(preview).toContainText(
      'local://archive/portal/the-audit-log-itself/dt=',
    );
    await expect(
      preview
        .getByRole('list', { name: 'Next five runs' })
        .getByRole('listitem'),
    ).toHaveCount(5);
    await expect(preview.getByText('Succeeded').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('tests the condition and creates the schedule', async () => {
    await page.getByRole('button', { name: /^Run it/ }).click();
    await page.getByRole('option', { name: 'If a query matches' }).click();
    await page
      .getByRole('textbox', { name: 'Query', exact: true })
      .fill('event:logging-enable');
    await button('Test condition').click();
    await expect(
      page.getByText(/1 event would be found now\..*would be written/),
    ).toBeVisible();
    await expectAccessible(page);
    await button('Create schedule').click();
    await expect(
      page.getByRole('heading', { name: 'The audit log itself' }),
    ).toBeVisible();
    await expect(tag('Active')).toBeVisible();
    await expect(page.getByText('It has not run yet.')).toBeVisible();
  });

  test('sends now, and finds object and manifest in the storage', async () => {
    await button('Send now').click();
    await expect(run(1)).toContainText('Succeeded', { timeout: 60_000 });
    await button('Details of run 1').click();
    await expect(runs()).toContainText('SHA-256');
    await expectAccessible(page);
    const [first, second] = (await exported()).sort();
    expect(first).toBe(`_${second}.manifest.json`);
    expect(second).toMatch(/^events-\d{12}-\d{12}\.jsonl\.gz$/);
  });

  test('pauses and resumes', async () => {
    await button('Pause').click();
    await expect(tag('Paused')).toBeVisible();
    await expect(page.getByText(/Paused by/)).toBeVisible();
    await expectAccessible(page);
    await button('Resume').first().click();
    await expect(tag('Active')).toBeVisible();
    // It is due at once, and nobody has enabled audit logging meanwhile.
    await expect(run(2)).toContainText('Skipped', { timeout: 60_000 });
  });

  test('reads why a run failed, and tries it again', async () => {
    const place = join(folder, 'archive');
    await rm(place, { recursive: true });
    await writeFile(place, 'in the way');
    await button('Send now').click();
    await expect(run(3)).toContainText('Failed', { timeout: 60_000 });
    await expect(runs()).toContainText(/ENOTDIR|EEXIST|not a directory/i);
    await expectAccessible(page);
    await rm(place);
    await button('Retry run 3').click();
    await expect(run(3)).toContainText('Succeeded', { timeout: 60_000 });
    expect(await exported()).toHaveLength(2);
  });

  test('finds it in the list, and deletes it', async () => {
    await openExports();
    const row = page.getByRole('row', { name: /The audit log itself/ });
    await expect(row).toContainText('Active');
    await expect(row).toContainText('Ada Lovelace');
    await expect(row).toContainText('Succeeded');
    await expectAccessible(page);
    await page
      .getByRole('button', { name: 'Actions for “The audit log itself”' })
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Objects that were exported stay');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('No export schedule yet')).toBeVisible();
    expect(await exported()).toHaveLength(2);
  });
});
