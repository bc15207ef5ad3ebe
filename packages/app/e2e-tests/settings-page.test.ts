import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  signInWithPopup,
  startPortal,
} from './portal';
import { PortalApi } from './portalApi';

const ada = { username: 'ada', password: 'analytical-engine' };

const WIDTHS = [360, 400, 1440, 2560];

/** The whole page of audit settings, as an Admin lives with it. */
test.describe.serial('Audit settings', () => {
  let folder: string;
  let portal: TestPortal;
  let page: Page;
  let api: PortalApi;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    folder = mkdtempSync(join(tmpdir(), 'audit-log-settings-'));
    portal = await startPortal({
      env: { APP_CONFIG_auditLog_storage_localFolder: folder },
    });
    page = await (await browser.newContext()).newPage();
    await signInWithPopup(page, { url: portal.url, ...ada });
    api = await PortalApi.create(page, portal.url);
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const section = (name: string) =>
    page.getByRole('region', { name, exact: true });
  const dialog = () => page.getByRole('dialog');

  async function create(path: string, data: object) {
    const answer = await api.call('POST', `/audit-log/v1${path}`, { data });
    expect(answer.status(), await answer.text()).toBe(201);
    return answer.json();
  }

  async function read(path: string) {
    return (await api.call('GET', `/audit-log/v1${path}`)).json();
  }

  /** What another Admin does, of what is there now. */
  async function change(
    method: 'PATCH' | 'PUT',
    path: string,
    data: object,
  ): Promise<void> {
    const { version } = await read(path);
    const answer = await api.call(method, `/audit-log/v1${path}`, {
      data,
      headers: { 'if-match': String(version) },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  async function openSettings() {
    await page.goto(`${portal.url}/audit-log/settings`);
    await expect(section('Audit logging')).toContainText(/Enabled|Disabled/);
    await expect(page.getByRole('main').getByRole('progressbar')).toHaveCount(
      0,
    );
  }

  /** Nothing reaches beyond its edge, and a tool finds nothing to complain of. */
  async function expectTidy() {
    const wide = await page.evaluate(() =>
      [
        document.documentElement,
        ...document.querySelectorAll('section, [role="dialog"]'),
      ]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(element => element.id || element.tagName),
    );
    expect.soft(wide).toEqual([]);
    await expectAccessible(page);
  }

  async function inAllLooks(widths: number[], look: () => Promise<void>) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of widths) {
        await test.step(`${colorScheme}, ${width} pixels`, async () => {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          await look();
        });
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  test('are tidy while nothing is in them', async () => {
    test.setTimeout(240_000);
    await inAllLooks([360, 1440], async () => {
      await openSettings();
      await expect(section('Legal holds')).toHaveCount(0);
      await expectTidy();
    });
    await api.enableLogging();
    await inAllLooks(WIDTHS, async () => {
      await openSettings();
      await expect(section('Legal holds')).toContainText('No events are on');
      await expectTidy();
    });
  });

  test('are tidy with much in them', async () => {
    test.setTimeout(240_000);
    await create('/grants', {
      grantee: 'user:default/grace',
      limits: { categories: ['CATALOG', 'TEMPLATES'], ownedEntities: true },
      expiresAt: '2999-01-31T00:00:00Z',
      reason: 'Payments were refused in the morning, and nobody knows why',
    });
    await create('/grants', {
      grantee: 'group:default/payments',
      limits: { everything: true },
    });
    await create('/legal-holds', {
      name: 'Agreement of the 3rd of November about sign-ins and sign-outs',
      query:
        'category:ACCESS,PERMISSIONS severity>=medium actor:user:default/ada,user:default/grace ip:10.0.0.0/8',
      reason: 'Kept until the works council says otherwise',
    });
    await create('/views', { name: 'Failures', query: 'outcome:failed' });
    await create('/storage-integrations', {
      name: 'archive',
      destination: 'local://demo/audit',
      identity: { type: 'ambient' },
    });
    await expect
      .poll(async () => (await read('/storage-integrations')).items[0].status)
      .toBe('ready');
    await create('/export-schedules', {
      name: 'Nightly',
      integration: 'archive',
      destination: 'local://demo/audit/events-{run}-{from}-{to}.jsonl.gz',
      output: { format: 'jsonl', compression: 'gzip' },
      cadence: { type: 'hourly', minute: 0 },
      timeZone: 'UTC',
      coverage: { mode: 'incremental' },
    });
    await change('PATCH', '/settings', {
      retentionRules: [
        { categories: ['PERMISSIONS', 'ACCESS'], minSeverity: 'high', days: 9 },
      ],
      rules: [
        {
          name: 'what assistants read of the catalog',
          match: { plugin: ['mcp-actions', 'catalog'], actor: ['user:*'] },
          effect: 'record',
        },
      ],
    });
    await inAllLooks(WIDTHS, async () => {
      await openSettings();
      await expect(section('Grants')).toContainText('Grace Hopper');
      await expect(section('Legal holds')).toContainText(/Covers \d/);
      await expect(section('Rules')).toContainText('what assistants read');
      await expectTidy();
    });
  });

  test('have dialogs that are tidy on a small screen', async () => {
    test.setTimeout(240_000);
    const grace = section('Grants').getByRole('listitem', {
      name: 'Grace Hopper',
    });
    const dialogs: [string, () => Promise<void>][] = [
      [
        'new grant',
        () =>
          section('Grants')
            .getByRole('button', { name: 'Grant access' })
            .click(),
      ],
      ['grant', () => grace.getByRole('button', { name: 'Edit' }).click()],
      ['revoke', () => grace.getByRole('button', { name: 'Revoke' }).click()],
      [
        'retention',
        () =>
          section('Retention')
            .getByRole('button', { name: 'Edit retention' })
            .click(),
      ],
      [
        'new legal hold',
        () =>
          section('Legal holds')
            .getByRole('button', { name: 'Add legal hold' })
            .click(),
      ],
      [
        'lift',
        () =>
          section('Legal holds').getByRole('button', { name: /^Lift/ }).click(),
      ],
    ];
    await inAllLooks([360], async () => {
      await openSettings();
      for (const [name, open] of dialogs) {
        await test.step(name, async () => {
          await open();
          await expect(dialog()).toBeVisible();
          await expectTidy();
          await dialog().getByRole('button', { name: 'Cancel' }).click();
          await expect(dialog()).toHaveCount(0);
        });
      }
      await section('Rules')
        .getByRole('button', { name: 'Edit rules' })
        .click();
      await section('Rules')
        .getByRole('button', { name: /what assistants read/, expanded: false })
        .click();
      await expectTidy();
    });
  });

  test('say who was faster, and go on from there', async () => {
    await openSettings();
    await section('Retention')
      .getByRole('button', { name: 'Edit retention' })
      .click();
    const days = dialog().getByLabel('Keep events for (days)', { exact: true });
    await days.fill('60');
    await change('PATCH', '/settings', { retentionDays: 90 });
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).toContainText('Somebody else has changed');
    await dialog().getByRole('button', { name: 'Load it again' }).click();
    await expect(days).toHaveValue('90');
    await days.fill('60');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(section('Retention')).toContainText('60 days');

    const { items: grants } = await read('/grants');
    const { id: grant } = grants.find(
      ({ grantee }: { grantee: string }) => grantee === 'user:default/grace',
    );
    await section('Grants')
      .getByRole('listitem', { name: 'Grace Hopper' })
      .getByRole('button', { name: 'Edit' })
      .click();
    await change('PATCH', `/grants/${grant}`, { reason: 'Theirs' });
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('button', { name: 'Load it again' }).click();
    await expect(dialog().getByLabel('Reason')).toHaveValue('Theirs');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).toHaveCount(0);

    const { items: schedules } = await read('/export-schedules');
    await page.goto(`${portal.url}/audit-log/exports`);
    await page.getByRole('button', { name: 'Actions for “Nightly”' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await dialog().getByLabel(/Name/).fill('Mine');
    await api.call(
      'POST',
      `/audit-log/v1/export-schedules/${schedules[0].id}/pause`,
      { data: {} },
    );
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).toContainText('something else is different now');
    await dialog().getByRole('button', { name: 'Keep mine' }).click();
    const row = page.getByRole('row', { name: /Mine/ });
    await expect(row).toContainText('Paused');
    await api.call(
      'POST',
      `/audit-log/v1/export-schedules/${schedules[0].id}/resume`,
      { data: {} },
    );

    const { items: views } = await read('/views');
    await page.goto(`${portal.url}/audit-log?view=${views[0].id}`);
    await page.getByRole('button', { name: 'View: Failures' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await dialog().getByLabel(/Name/).fill('Mine');
    await change('PATCH', `/views/${views[0].id}`, { name: 'Theirs' });
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).toContainText('Different now: name (Theirs).');
    await dialog()
      .getByRole('button', { name: 'Take what is saved now' })
      .click();
    await expect(
      page.getByRole('button', { name: 'View: Theirs' }),
    ).toBeVisible();
  });

  test('disable with a reason, after a look at what hangs on the log', async () => {
    test.setTimeout(240_000);
    await inAllLooks([360, 1440], async () => {
      await openSettings();
      await page.getByRole('button', { name: 'Disable', exact: true }).click();
      for (const name of [
        'Storage integrations (1)',
        'Export schedules (1)',
        'Views (1)',
        'Grants (2)',
        'Legal holds (1)',
      ]) {
        await dialog().getByRole('button', { name }).click();
      }
      await expect(
        dialog().getByRole('link', { name: 'Mine' }),
      ).toHaveAttribute('href', /\/audit-log\/exports\/[0-9a-f-]+$/);
      await expect(
        dialog().getByRole('link', { name: 'Theirs' }),
      ).toHaveAttribute('href', /\/audit-log\?view=[0-9a-f-]+$/);
      await expect(dialog()).toContainText('Owner: Ada Lovelace');
      await expectTidy();
    });
    // A change of theme builds the page anew.
    await openSettings();
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    await dialog().getByLabel('Reason').fill('Moving to another region');
    await dialog()
      .getByRole('button', { name: 'Disable audit logging' })
      .click();
    await expect(section('Audit logging')).toContainText('Disabling');
    await inAllLooks([360, 1440], async () => {
      await openSettings();
      const card = section('Audit logging');
      await expect(card).toContainText('Disabled by Ada Lovelace');
      await expect(card).toContainText('Reason: Moving to another region');
      await expect(card).toContainText('(30 days left)');
      await expect(section('Legal holds')).toContainText('Agreement');
      await expect(section('Grants')).toHaveCount(0);
      await expectTidy();
    });
  });

  test('recover, and lead to what has to be set up again', async () => {
    const oldest = async () =>
      (await read('/events?limit=1&order=asc')).items[0].id;
    const before = await oldest();
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await expect(section('Audit logging')).toContainText(
      'Storage integrations: archive',
    );
    await expectTidy();
    expect(await oldest()).toBe(before);
    await section('Audit logging').getByRole('link', { name: 'Mine' }).click();
    await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
    await expect(page.getByText('Paused').first()).toBeVisible();
  });
});

test('what the configuration decides is shown with its key, and not changed', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const portal = await startPortal({
    env: {
      APP_CONFIG_auditLog_enabled: 'true',
      APP_CONFIG_auditLog_retention_days: '90',
    },
  });
  try {
    await signInWithPopup(page, { url: portal.url, ...ada });
    await page.goto(`${portal.url}/audit-log/settings`);
    const section = (name: string) =>
      page.getByRole('region', { name, exact: true });
    await expect(section('Audit logging')).toContainText(
      'Switched by auditLog.enabled in the configuration',
    );
    await expect(
      page.getByRole('button', { name: 'Disable', exact: true }),
    ).toHaveCount(0);
    await expect(section('Retention')).toContainText(
      'Set by auditLog.retention.days in the configuration',
    );
    await section('Retention')
      .getByRole('button', { name: 'Edit retention' })
      .click();
    await expect(
      page.getByLabel('Keep events for (days)', { exact: true }),
    ).toBeDisabled();
    await expectAccessible(page);

    const api = await PortalApi.create(page, portal.url);
    const refused = await api.call('POST', '/audit-log/v1/settings/disable', {
      data: {},
    });
    expect(refused.status()).toBe(409);
    expect((await refused.json()).error.message).toContain('auditLog.enabled');
  } finally {
    await portal.remove();
  }
});
