import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  expectFits,
  signInWithPopup,
  startPortal,
} from './portal';
import { PortalApi } from './portalApi';

/** The screens of exports, on phones and on walls, by day and by night. */
test.describe('the screens of exports at every size', () => {
  let portal: TestPortal;
  let page: Page;
  let folder: string;
  const schedules: Record<string, string> = {};

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    folder = await mkdtemp(join(tmpdir(), 'audit-log-exported-'));
    portal = await startPortal({
      env: { APP_CONFIG_auditLog_storage_localFolder: folder },
    });
    page = await (await browser.newContext()).newPage();
    await signInWithPopup(page, {
      url: portal.url,
      username: 'ada',
      password: 'analytical-engine',
    });
    const api = await PortalApi.create(page, portal.url);
    await api.enableLogging();
    const send = async (path: string, data: object = {}) => {
      const answer = await api.call('POST', `/audit-log/v1${path}`, { data });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    };
    await writeFile(join(folder, 'broken'), 'in the way');
    const view = await send('/views', {
      name: 'Changes of the audit log itself, by whom and when',
      query: 'plugin:audit-log',
    });
    for (const name of ['archive', 'broken']) {
      await send('/storage-integrations', {
        name,
        destination: `local://${name}/portal`,
        identity: { type: 'ambient' },
      });
      const { id } = await send('/export-schedules', {
        name: `Everything that settings went through, to ${name}`,
        viewId: view.id,
        integration: name,
        destination: `local://${name}/portal/dt={date}/events-{from}-{to}.jsonl.gz`,
        output: { format: 'jsonl', compression: 'gzip' },
        cadence: { type: 'daily', time: '02:30' },
        timeZone: 'Europe/Berlin',
        coverage: { mode: 'incremental' },
      });
      await send(`/export-schedules/${id}/send-now`);
      schedules[name] = id;
    }
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (path: string) => page.goto(`${portal.url}/audit-log/${path}`);
  const press = (name: string) =>
    page.getByRole('button', { name, exact: true }).click();

  const screens: [string, () => Promise<void>][] = [
    [
      'list',
      async () => {
        await open('exports');
        const row = page.getByRole('row', { name: /to broken/ });
        await expect(row).toContainText('Failed', { timeout: 60_000 });
        await page
          .getByRole('checkbox', { name: /Select .*to broken/ })
          .check();
      },
    ],
    [
      'runs',
      async () => {
        await open(`exports/${schedules.archive}`);
        await expect(page.getByRole('table', { name: 'Runs' })).toContainText(
          'Succeeded',
        );
        await press('Details of run 1');
      },
    ],
    [
      'failed-runs',
      async () => {
        await open(`exports/${schedules.broken}`);
        await expect(page.getByRole('table', { name: 'Runs' })).toContainText(
          'ENOTDIR',
        );
      },
    ],
    [
      'form',
      async () => {
        await open(`exports/${schedules.archive}/edit`);
        await expect(
          page
            .getByRole('complementary', { name: 'Preview' })
            .getByText('Succeeded')
            .first(),
        ).toBeVisible();
      },
    ],
    [
      'integrations',
      async () => {
        await open('settings');
        const broken = page.getByRole('listitem', { name: 'broken' });
        await expect(broken).toContainText('Failed', { timeout: 60_000 });
        await broken.scrollIntoViewIfNeeded();
      },
    ],
    [
      'integration-form',
      async () => {
        await open('settings');
        await press('Create integration');
        await expect(page.getByRole('dialog')).toBeVisible();
      },
    ],
  ];

  async function checkEverySize(name: string, show: () => Promise<void>) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Another theme is another start of the app, which closes dialogs.
      await page.setViewportSize({ width: 1440, height: 900 });
      await show();
      for (const width of [1440, 2560, 400, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await expectFits(page, `${name}-${colorScheme}-${width}`);
        await expectAccessible(page);
      }
    }
  }

  for (const [name, show] of screens) {
    test(`shows ${name}`, async () => {
      test.setTimeout(240_000);
      await checkEverySize(name, show);
    });
  }
});
