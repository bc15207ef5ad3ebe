import { Browser, Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  companySignIn,
  fillSignInPage,
  sidebarLink,
  signInWithPopup,
  startPortal,
} from './portal';
import { PortalApi, describeAccess } from './portalApi';

const ada = { username: 'ada', password: 'analytical-engine' };
const mallory = { username: 'mallory', password: 'man-in-the-middle' };

async function newPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  test.describe(`what the log on ${database} tells of people who sign in`, () => {
    let portal: TestPortal;

    test.afterEach(() => portal?.remove());

    test('in a popup', async ({ browser, page }) => {
      test.setTimeout(300_000);
      portal = await startPortal({ database });
      await signInWithPopup(page, { url: portal.url, ...ada });
      const admin = await PortalApi.create(page, portal.url);
      await admin.enableLogging();

      // A wrong password, until the popup is closed.
      const guessing = await newPage(browser);
      await guessing.goto(portal.url);
      let popupOpened = guessing.waitForEvent('popup');
      await companySignIn(guessing).click();
      const popup = await popupOpened;
      await fillSignInPage(popup, { username: 'ada', password: 'guess' });
      await expect(popup.getByRole('alert')).toBeVisible();
      await popup.close();

      // Somebody whom the portal doesn't know: the popup answers with 200.
      const stranger = await newPage(browser);
      await stranger.goto(portal.url);
      popupOpened = stranger.waitForEvent('popup');
      await companySignIn(stranger).click();
      await fillSignInPage(await popupOpened, mallory);
      await expect(
        stranger.getByText(/unable to resolve user identity/i),
      ).toBeVisible();

      // Somebody who may enter, loads a page again, and leaves.
      const grace = await newPage(browser);
      await signInWithPopup(grace, {
        url: portal.url,
        username: 'grace',
        password: 'nanosecond-wire',
      });
      await grace.reload();
      await expect(sidebarLink(grace, 'Catalog')).toBeVisible();

      const guest = await newPage(browser);
      await guest.goto(portal.url);
      await guest.getByRole('button', { name: 'Enter' }).click();
      await expect(sidebarLink(guest, 'Catalog')).toBeVisible();
      await guest.reload();
      await expect(sidebarLink(guest, 'Catalog')).toBeVisible();

      const told = async () =>
        (await admin.accessEvents())
          .map(describeAccess)
          .filter(line => !line.includes('default/ada'));
      await expect
        .poll(told)
        .toEqual(
          expect.arrayContaining([
            'sign-in failed popup',
            'sign-in succeeded popup user:default/grace',
            'session-resume succeeded session user:default/grace',
            'sign-in succeeded proxy user:default/guest',
            'session-resume succeeded proxy user:default/guest',
          ]),
        );
      const lines = await told();
      const signIns = lines.filter(line => line.startsWith('sign-in'));
      // Nothing of the wrong password reached the portal, and no page load counts.
      expect(signIns.sort()).toEqual([
        'sign-in failed popup',
        'sign-in succeeded popup user:default/grace',
        'sign-in succeeded proxy user:default/guest',
      ]);
    });

    test('by redirect', async ({ browser, page }) => {
      test.setTimeout(300_000);
      portal = await startPortal({
        database,
        env: { APP_CONFIG_enableExperimentalRedirectFlow: 'true' },
      });
      const signIn = async (
        on: Page,
        as: { username: string; password: string },
      ) => {
        await on.goto(portal.url);
        await companySignIn(on).click();
        await fillSignInPage(on, as);
      };
      await signIn(page, ada);
      await expect(sidebarLink(page, 'Catalog')).toBeVisible();
      const admin = await PortalApi.create(page, portal.url);
      await admin.enableLogging();

      const alan = await newPage(browser);
      await signIn(alan, { username: 'alan', password: 'guess' });
      await expect(alan.getByRole('alert')).toBeVisible();
      await fillSignInPage(alan, {
        username: 'alan',
        password: 'universal-tape',
      });
      await expect(sidebarLink(alan, 'Catalog')).toBeVisible();
      const stranger = await newPage(browser);
      await signIn(stranger, mallory);
      await expect(sidebarLink(stranger, 'Catalog')).not.toBeVisible();

      const signIns = async () =>
        (await admin.accessEvents())
          .map(describeAccess)
          .filter(line => line.startsWith('sign-in'));
      await expect
        .poll(signIns)
        .toEqual([
          'sign-in succeeded redirect user:default/alan',
          'sign-in failed redirect',
        ]);
    });
  });
}
