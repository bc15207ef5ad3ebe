import { Browser, Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  sidebarLink,
  signInWithPopup,
  startPortal,
} from './portal';

const ada = { username: 'ada', password: 'analytical-engine' };
const grace = { username: 'grace', password: 'nanosecond-wire' };

/** What Ada lets Grace read, and what she keeps. */
test.describe.serial('Admins, readers and the audit settings', () => {
  let portal: TestPortal;
  let admin: Page;
  let reader: Page;

  async function signedIn(browser: Browser, who: typeof ada): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await signInWithPopup(page, { url: portal.url, ...who });
    return page;
  }

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    portal = await startPortal();
    [admin, reader] = await Promise.all([
      signedIn(browser, ada),
      signedIn(browser, grace),
    ]);
  });

  test.afterAll(async () => {
    await admin?.context().close();
    await reader?.context().close();
    await portal?.remove();
  });

  const section = (name: string) =>
    admin.getByRole('region', { name, exact: true });

  const entityTab = (name: string) =>
    reader
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name });

  test('nothing leads an engineer to what they may not open', async () => {
    await reader.goto(`${portal.url}/catalog/default/user/grace`);
    await expect(entityTab('Overview')).toBeVisible();
    await expect(sidebarLink(reader, 'Catalog')).toBeVisible();
    await expect(sidebarLink(reader, 'Audit log')).toBeHidden();
    await expect(entityTab('Audit log')).toBeHidden();
  });

  test('an Admin grants one category to an engineer', async () => {
    await admin.goto(`${portal.url}/audit-log/settings`);
    await admin.getByRole('button', { name: 'Enable', exact: true }).click();
    await section('Grants')
      .getByRole('button', { name: 'Grant access' })
      .click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel(/User or group/).fill('hopper');
    await admin.getByRole('option', { name: /Grace Hopper/ }).click();
    await dialog.getByLabel('Categories').fill('CATALOG');
    await dialog.getByLabel('Categories').press('Enter');
    await expectAccessible(admin);
    await dialog.getByRole('button', { name: 'Grant access' }).click();
    await expect(section('Grants')).toContainText('Grace Hopper');
    await expect(section('Grants')).toContainText('Categories CATALOG');
  });

  test('the engineer sees that and nothing else, wherever it is counted', async () => {
    await reader.goto(`${portal.url}/catalog/default/user/grace`);
    await expect(entityTab('Audit log')).toBeVisible();
    await expect(sidebarLink(reader, 'Audit log')).toBeVisible();
    const grid = reader.getByRole('grid', { name: 'Audit events' });
    await expect(async () => {
      await reader.goto(`${portal.url}/audit-log?range=all`);
      await expect(grid.getByRole('row').nth(1)).toBeVisible();
    }).toPass();
    const answers = await reader.evaluate(async () => {
      // What the page asked for, asked for again with the reader's own token.
      const { origin } = window.location;
      const refreshed = await fetch(
        `${origin}/api/auth/oidc/refresh?optional&env=development`,
        { headers: { 'x-requested-with': 'XMLHttpRequest' } },
      ).then(response => response.json());
      const headers = {
        authorization: `Bearer ${refreshed.backstageIdentity.token}`,
      };
      const to = new Date().toISOString();
      const get = (path: string) =>
        fetch(`${origin}/api/audit-log/v1${path}`, { headers }).then(response =>
          response.json(),
        );
      // One after the other: the page reads as the same person.
      return {
        page: await get(`/events?limit=1000&to=${to}`),
        facets: await get(`/events/facets?fields=category,plugin&to=${to}`),
        histogram: await get(
          `/events/histogram?from=2020-01-01T00:00:00.000Z&to=${to}`,
        ),
      };
    });
    const total = answers.page.items.length;
    expect(total).toBeGreaterThan(0);
    for (const { category } of answers.page.items) {
      expect(category).toBe('CATALOG');
    }
    const [categories, plugins] = answers.facets.facets;
    expect(categories.values).toEqual([{ value: 'CATALOG', count: total }]);
    expect(sum(plugins.values.map((one: { count: number }) => one.count))).toBe(
      total,
    );
    expect(
      sum(answers.histogram.series.map((one: { total: number }) => one.total)),
    ).toBe(total);
    await expectAccessible(reader);
  });

  test('the Admin changes retention and holds events', async () => {
    await section('Retention')
      .getByRole('button', { name: 'Edit retention' })
      .click();
    const dialog = admin.getByRole('dialog');
    await dialog
      .getByLabel('Keep events for (days)', { exact: true })
      .fill('90');
    await dialog.getByRole('button', { name: 'Add exception' }).click();
    const categories = dialog.getByLabel('Categories', { exact: true });
    await categories.fill('permissions');
    await categories.press('Enter');
    await expectAccessible(admin);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(section('Retention')).toContainText('90 days');
    await expect(section('Retention')).toContainText('365 days');

    const holds = section('Legal holds');
    await holds.getByRole('button', { name: 'Add legal hold' }).click();
    await dialog.getByLabel(/Name/).fill('Case 7');
    await dialog.getByLabel('Query').fill('plugin:catalog');
    await dialog.getByLabel(/Reason/).fill('A court asked');
    await expect(dialog).toContainText(/Covers .* events?/);
    await expectAccessible(admin);
    await dialog.getByRole('button', { name: 'Hold events' }).click();
    await expect(holds).toContainText('plugin:catalog');
    await expectAccessible(admin);
    await holds
      .getByRole('button', { name: 'Lift the legal hold Case 7' })
      .click();
    await dialog.getByRole('button', { name: 'Lift legal hold' }).click();
    await expect(holds).toContainText('No events are on hold.');
  });

  test('the Admin revokes, and the engineer is shut out', async () => {
    await section('Grants').getByRole('button', { name: 'Revoke' }).click();
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: 'Revoke grant' })
      .click();
    await expect(section('Grants')).toContainText('Nobody but the Admins');
    await reader.goto(`${portal.url}/audit-log`);
    await expect(
      reader.getByText('You don’t have access to the audit log'),
    ).toBeVisible();
  });
});

function sum(counts: number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
