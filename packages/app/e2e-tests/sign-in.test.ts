import { expect, test } from '@playwright/test';
import {
  TestPortal,
  companySignIn,
  fillSignInPage,
  sidebarLink,
  signInWithPopup,
  startPortal,
} from './portal';

test.describe('signing in to the demo portal', () => {
  let portal: TestPortal;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    portal = await startPortal();
  });

  test.afterAll(() => portal?.remove());

  test('a wrong password is refused', async ({ page }) => {
    await page.goto(portal.url);
    const popupOpened = page.waitForEvent('popup');
    await companySignIn(page).click();
    const popup = await popupOpened;
    await fillSignInPage(popup, { username: 'ada', password: 'guess' });
    await expect(popup.getByRole('alert')).toHaveText(
      'The user name or the password is wrong.',
    );
    await expect(sidebarLink(page, 'Catalog')).not.toBeVisible();
  });

  test('a person the catalog does not know is not let in', async ({ page }) => {
    await page.goto(portal.url);
    const popupOpened = page.waitForEvent('popup');
    await companySignIn(page).click();
    await fillSignInPage(await popupOpened, {
      username: 'mallory',
      password: 'man-in-the-middle',
    });
    await expect(
      page.getByText(/unable to resolve user identity/i),
    ).toBeVisible();
    await expect(sidebarLink(page, 'Catalog')).not.toBeVisible();
  });

  test('an engineer does not see the audit log', async ({ page }) => {
    await signInWithPopup(page, {
      url: portal.url,
      username: 'grace',
      password: 'nanosecond-wire',
    });
    await page.goto(`${portal.url}/audit-log/settings`);
    await expect(page.getByText(/Admin/).first()).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Enable', exact: true }),
    ).not.toBeVisible();
  });

  test('a guest can enter', async ({ page }) => {
    await page.goto(portal.url);
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(sidebarLink(page, 'Catalog')).toBeVisible();
  });
});

test.describe('signing in without a pop-up', () => {
  let portal: TestPortal;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    portal = await startPortal({
      env: { APP_CONFIG_enableExperimentalRedirectFlow: 'true' },
    });
  });

  test.afterAll(() => portal?.remove());

  test('leads to the sign-in page and back', async ({ page }) => {
    await page.goto(portal.url);
    await companySignIn(page).click();
    await fillSignInPage(page, {
      username: 'alan',
      password: 'universal-tape',
    });
    await expect(sidebarLink(page, 'Catalog')).toBeVisible();
  });
});
