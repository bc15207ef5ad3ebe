import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ExplorerPage, openUsedPortal } from './explorerPage';
import { signInWithPopup } from './portal';
import { PortalApi } from './portalApi';

const grace = { username: 'grace', password: 'nanosecond-wire' };

/** Views, values and downloads: what is found by a click. */
test.describe('the explorer finds', () => {
  let explorer: ExplorerPage;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
  });

  test.afterAll(() => explorer?.remove());

  async function openReady(name: string) {
    await explorer.open();
    await explorer.press('Views')();
    await explorer.choose(name)();
  }

  test.describe('ready-made views', () => {
    test('denied operations: whom, what and from where', async ({
      browser,
    }) => {
      const context = await browser.newContext();
      const { url } = explorer.portal;
      const hers = await context.newPage();
      await signInWithPopup(hers, { url, ...grace });
      const denied = await (
        await PortalApi.create(hers, url)
      ).call('GET', '/audit-log/v1/events');
      expect(denied.status()).toBe(403);
      await context.close();

      await openReady('Denied operations');
      await expect(
        explorer.rowOf('Grace Hopper', 'holds no grant to read it').first(),
      ).toBeVisible();
      await expect(
        explorer
          .rowOf('Anonymous', '127.0.0.1', 'Answered with 401')
          .filter({ hasText: '/api/catalog/entities' })
          .first(),
      ).toBeVisible();
      await expect(explorer.rowOf('Ada Lovelace')).toHaveCount(0);
    });

    test('activity of a team: its members and nobody else', async () => {
      await openReady('Activity of a team');
      const dialog = explorer.page.getByRole('dialog', {
        name: 'Activity of a team',
      });
      await dialog.getByRole('textbox', { name: 'Team' }).fill('paym');
      await explorer.page.getByRole('option', { name: 'Payments' }).click();
      await dialog.getByRole('button', { name: 'Show' }).click();
      await expect(explorer.rowOf('Ada Lovelace')).toHaveCount(0);
      await expect(explorer.rowOf('Grace Hopper').first()).toBeVisible();
      const others = explorer.rows().filter({ hasNotText: 'Grace Hopper' });
      await expect(others).toHaveCount(0);
    });

    test('new actors: who was never seen before this week', async () => {
      await openReady('New actors this week');
      await expect(explorer.page).toHaveURL(/actor.*grace/);
      await expect(explorer.button(/^Actor: .* \+\d/)).toBeVisible();
      await expect(explorer.rowOf('Ada Lovelace').first()).toBeVisible();
    });
  });

  test('values are counted as the query says, and narrow it down', async () => {
    const { page } = explorer;
    await explorer.open('?q=outcome:failed');
    const values = page.getByRole('complementary', { name: 'Values' });
    const plugin = values.getByRole('button', { name: /^scaffolder/ });
    const count = Number((await plugin.innerText()).match(/\d+$/)![0]);
    await plugin.click();
    await expect(page).toHaveURL(/plugin%3Ascaffolder/);
    await expect(explorer.status()).toHaveText(`${count} events`);
    await expect(explorer.rowOf('Sign in')).toHaveCount(0);
  });

  test('what the query finds is downloaded', async () => {
    const { page } = explorer;
    await explorer.open('?q=event:sign-in');
    // A dialog of the browser's own would wait for somebody.
    await page.evaluate(() =>
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
    );
    const download = page.waitForEvent('download');
    await explorer.press('Download')();
    await explorer.choose(/^JSON Lines/)();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.jsonl$/);
    const text = await readFile(await file.path(), 'utf8');
    const events = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const failed = events.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toHaveLength(2);
    expect(events.length).toBeGreaterThan(5);
    expect(events.every(({ eventId }) => eventId === 'sign-in')).toBe(true);
    await expect(page.getByText(/^Downloaded audit-log-/)).toBeVisible();
  });
});
