import { Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  sidebarLink,
  signInWithPopup,
  startPortal,
} from './portal';

const ada = { username: 'ada', password: 'analytical-engine' };

/** What the README tells a newcomer to do, and what follows. */
test.describe.serial('an Admin and the audit log', () => {
  let portal: TestPortal;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    portal = await startPortal();
    const viewport = { width: 1440, height: 900 };
    page = await (await browser.newContext({ viewport })).newPage();
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
  });

  const state = (tag: string) => page.getByText(tag, { exact: true });
  const button = (name: string) =>
    page.getByRole('button', { name, exact: true });

  async function openSettings() {
    await page.goto(`${portal.url}/audit-log/settings`);
    await expect(
      page.getByRole('heading', { name: 'Audit logging', exact: true }),
    ).toBeVisible();
  }

  async function findEvents(query: string) {
    await page.goto(`${portal.url}/audit-log?q=${encodeURIComponent(query)}`);
    await expect(page.getByLabel('Filter events')).toHaveValue(query);
  }

  const registrations = () =>
    page
      .getByRole('row')
      .filter({ hasText: /Register(ed)? location/ })
      .filter({ hasText: 'payments.yaml' });

  test('signs in and finds the audit log in the sidebar', async () => {
    await signInWithPopup(page, { url: portal.url, ...ada });
    await sidebarLink(page, 'Audit log').click();
    await expect(page.getByText('Audit logging is disabled')).toBeVisible();
    await expectAccessible(page);
  });

  test('enables it', async () => {
    await openSettings();
    await expect(state('Disabled')).toBeVisible();
    await expectAccessible(page);
    await button('Enable').click();
    await expect(state('Enabled')).toBeVisible();
    await expect(page.getByText('Enabled by')).toBeVisible();
    await expectAccessible(page);
  });

  test('registers a location', async () => {
    await page.goto(`${portal.url}/catalog-import`);
    await page.getByLabel('URL').fill(`${portal.url}/examples/payments.yaml`);
    await page.getByRole('button', { name: 'Analyze' }).click();
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(
      page.getByText('The following entities have been added to the catalog'),
    ).toBeVisible();
  });

  test('finds what she did, and opens it', async () => {
    await openSettings();
    await page
      .getByRole('button', { name: 'Browse audit log' })
      .or(page.getByRole('link', { name: 'Browse audit log' }))
      .click();
    await expect(page).toHaveURL(/\/audit-log(\?|$)/);
    await findEvents('plugin:catalog severity:medium payments.yaml');
    await expect(registrations().first()).toContainText('Ada Lovelace');
    await expectAccessible(page);

    await registrations().first().click();
    const drawer = page.getByRole('complementary', {
      name: 'Event',
      exact: true,
    });
    await expect(drawer).toContainText('Ada Lovelace');
    await expect(drawer).toContainText('/api/catalog/locations');
    await expect(drawer).toContainText('payments.yaml');
    await expectAccessible(page);
  });

  test('is told by a notification that leads to the log', async () => {
    await page.goto(`${portal.url}/notifications`);
    await page
      .getByRole('link', { name: /audit logging/i })
      .first()
      .click();
    await expect(page).toHaveURL(/\/audit-log/);
  });

  test('disables it, saying why', async () => {
    await openSettings();
    await button('Disable').click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await dialog.getByLabel('Reason').fill('The rehearsal is over');
    await dialog.getByRole('button', { name: 'Disable audit logging' }).click();
    await expect(state('Disabled')).toBeVisible();
    await expect(page.getByText('The rehearsal is over')).toBeVisible();
    await expect(page.getByText(/days left/)).toBeVisible();
    await expectAccessible(page);
  });

  test('enables it again, and the event is still there', async () => {
    await openSettings();
    await button('Enable').click();
    await expect(state('Enabled')).toBeVisible();
    await findEvents('plugin:catalog severity:medium payments.yaml');
    await expect(registrations().first()).toContainText('Ada Lovelace');
  });
});
