import { expect as standard } from '@playwright/test';
import { provideBrowser } from '../testing/index.mjs';

const expect = standard.configure({ timeout: 60_000 });
const SCHEDULE = 'Everything';

/**
 * Opens a browser on a portal and signs in as the guest.
 *
 * @returns a page of the portal, `call` for its API as who is signed in, what
 * went wrong in scripts of the page, and `close`
 */
export async function enterPortal(url) {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: await provideBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const viewport = { width: 1440, height: 900 };
    const page = await browser.newPage({ viewport, locale: 'en-GB' });
    const errors = [];
    page.on('pageerror', error => errors.push(error.stack ?? error.message));
    await page.goto(url);
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(sidebarLink(page, 'Catalog')).toBeVisible();
    const answer = await page.request.get(`${url}/api/auth/guest/refresh`);
    const { backstageIdentity } = await answer.json();
    return {
      url,
      page,
      errors,
      person: backstageIdentity.identity.userEntityRef,
      call: callAs(page, url, backstageIdentity.token),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Enables audit logging in the settings, which the sidebar leads to. */
export async function enable({ page, url }) {
  await sidebarLink(page, 'Audit log').click();
  await expect(page).toHaveURL(/\/audit-log/);
  await page.goto(`${url}/audit-log/settings`);
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByText('Enabled', { exact: true })).toBeVisible();
}

/** Looks at an entity, refreshes it, and stars it. */
export async function act({ page, url }) {
  await page.goto(`${url}/catalog/default/component/example-website`);
  await expect(
    page.getByRole('heading', { name: 'example-website' }).first(),
  ).toBeVisible();
  await page.getByTitle('Schedule entity refresh').click();
  await page.getByRole('button', { name: /Add to favorites/i }).click();
  await expect(
    page.getByRole('button', { name: /Remove from favorites/i }),
  ).toBeVisible();
}

/** Finds in the explorer what was done, and opens it. */
export async function explore({ page, url }) {
  const rows = page
    .getByRole('grid', { name: 'Audit events' })
    .locator('[role="rowgroup"] [role="row"]');
  await expect(async () => {
    await page.goto(`${url}/audit-log`);
    const field = page.getByLabel('Filter events');
    await field.fill('plugin:catalog refresh');
    await field.press('Enter');
    await expect(rows.filter({ hasText: 'example-website' })).not.toHaveCount(
      0,
      { timeout: 10_000 },
    );
  }).toPass({ timeout: 60_000 });
  await rows.filter({ hasText: 'example-website' }).first().click();
  await expect(
    page.getByRole('complementary', { name: 'Event', exact: true }),
  ).toContainText('example-website');
}

/** Schedules an export of everything to an integration, and sends. */
export async function exportEverything({ page, url, call, integration }) {
  const { name } = integration;
  await call('POST', '/audit-log/v1/storage-integrations', integration);
  await expect(async () => {
    const path = `/audit-log/v1/storage-integrations/${name}`;
    const tested = await call('GET', path);
    expect(tested.integration.status, JSON.stringify(tested)).toBe('ready');
  }).toPass({ timeout: 60_000 });
  await page.goto(`${url}/audit-log`);
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Schedule export' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(SCHEDULE);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('button', { name: 'Create schedule', exact: true })
    .click();
  await expect(page.getByRole('heading', { name: SCHEDULE })).toBeVisible();
  await page.getByRole('button', { name: 'Send now', exact: true }).click();
  await expect(
    page
      .getByRole('table', { name: 'Runs' })
      .getByRole('row', { name: /Run 1\b/ }),
  ).toContainText('Succeeded');
}

/** Only those who are signed in have a sidebar. */
function sidebarLink(page, name) {
  return page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name, exact: true });
}

function callAs(page, url, token) {
  return async (method, path, data) => {
    const answer = await page.request.fetch(`${url}/api${path}`, {
      method,
      data,
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok()) {
      throw new Error(
        `${method} ${path} answered ${answer.status()}: ${await answer.text()}`,
      );
    }
    return answer.json();
  };
}
