import { Page, expect, test } from '@playwright/test';
import { expectAccessible } from './portal';
import { ExplorerPage, openUsedPortal } from './explorerPage';

/** Each width, and each theme both small and large. */
const looks = [
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 400 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 2560 },
] as const;

/** Every screen of the explorer, as small and as large as windows are. */
test.describe('the explorer fits and is accessible', () => {
  let explorer: ExplorerPage;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
  });

  test.afterAll(() => explorer?.remove());

  /** Grace's, on her own page or on that of her team. */
  async function showActivity(path: string) {
    const { page, portal } = explorer;
    await page.goto(`${portal.url}/catalog/default/${path}`);
    await page.getByText('Recent activity').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Grace Hopper' })
      .first()
      .waitFor();
  }

  /** Each shows something, and the next one begins from there. */
  const screens: Record<string, (page: Page) => Promise<void>> = {
    table: async () => explorer.open('?range=90d&q=outcome:failed'),
    'keyboard help': async page => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    },
    download: async page => {
      await page.keyboard.press('Escape');
      await explorer.press('Download')();
      await page.getByRole('menuitem', { name: /^CSV/ }).waitFor();
    },
    columns: async page => {
      await page.keyboard.press('Escape');
      await explorer.press('Columns')();
      await page.getByRole('checkbox', { name: 'Dense rows' }).waitFor();
    },
    views: async page => {
      await page.keyboard.press('Escape');
      await explorer.press('Views')();
      await page.getByRole('menuitem', { name: 'Failed operations' }).waitFor();
    },
    drawer: async page => {
      await page.keyboard.press('Escape');
      await explorer.openRow('Run template', 'Ada Lovelace')();
      await page.getByText('never-built.tar.gz').first().waitFor();
    },
    'related events': async page => {
      await page.getByRole('tab', { name: 'Related' }).click();
      await page.getByRole('list', { name: /^Related events/ }).waitFor();
    },
    chart: async page => {
      await explorer.open('?range=30d&chart=plugin.1d.stacked');
      await page.getByRole('table', { name: 'Counts by Plugin' }).waitFor();
    },
    'nothing found': async page => {
      await page.goto(`${explorer.portal.url}/audit-log?q=nothing-like-this`);
      await page.getByText('No event matches').first().waitFor();
    },
    'entity tab': async page => {
      await page.goto(
        `${explorer.portal.url}/catalog/default/component/order-service/audit-log`,
      );
      await explorer.rowOf('Refresh entity').first().waitFor();
    },
    'home page': async page => {
      await page.goto(`${explorer.portal.url}/home`);
      await page.getByText('Recent changes in the portal').waitFor();
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Register location' })
        .first()
        .waitFor();
    },
    'page of a user': () => showActivity('user/grace'),
    'page of a team': () => showActivity('group/payments'),
  };

  for (const { colorScheme, width } of looks) {
    test(`${colorScheme}, ${width} px`, async () => {
      test.setTimeout(240_000);
      const { page } = explorer;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, show] of Object.entries(screens)) {
        await test.step(name, async () => {
          await show(page);
          await expectAccessible(page);
          expect.soft(await page.evaluate(overflow)).toEqual([]);
        });
      }
    });
  }
});

/** Runs in the browser: what sticks out of the window to the right. */
function overflow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} of ${clientWidth}`] : [];
}
