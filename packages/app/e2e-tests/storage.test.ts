import { gunzipSync } from 'node:zlib';
import { Page, expect, test } from '@playwright/test';
import {
  MailServer,
  StorageServer,
  TestPortal,
  expectAccessible,
  signInWithPopup,
  startMailServer,
  startPortal,
  startStorageServer,
} from './portal';

const ada = { username: 'ada', password: 'analytical-engine' };
const query = 'plugin:audit-log';

/** Exports to a real S3 server whose credentials break on the way. */
test.describe.serial('an Admin and storage integrations', () => {
  let server: StorageServer | undefined;
  let mail: MailServer;
  let portal: TestPortal;
  let page: Page;
  let authorization: string | undefined;
  let schedule: string;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    server = await startStorageServer();
    test.skip(server === undefined, 'Ceph is not installed');
    mail = await startMailServer();
    portal = await startPortal({
      configFiles: ['app-config.smtp.yaml'],
      env: {
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: `${mail.port}`,
        APP_CONFIG_auditLog_storage_allowedEndpoints: JSON.stringify([
          server!.endpoint,
        ]),
        APP_CONFIG_auditLog_storage_profiles: JSON.stringify([
          { name: 'ceph-writer', kind: 's3', ...server!.users.writer },
        ]),
      },
    });
    const viewport = { width: 1440, height: 900 };
    page = await (await browser.newContext({ viewport })).newPage();
    page.on('request', request => {
      if (request.url().includes('/api/audit-log/')) {
        authorization = request.headers().authorization ?? authorization;
      }
    });
    await signInWithPopup(page, { url: portal.url, ...ada });
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
    await mail?.stop();
    server?.bucket.close();
    await server?.stop();
  });

  const button = (name: string) =>
    page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const integration = () => page.getByRole('listitem', { name: 'archive' });

  async function openSettings() {
    await page.goto(`${portal.url}/audit-log/settings`);
    await expect(
      page.getByRole('heading', { name: 'Audit logging', exact: true }),
    ).toBeVisible();
  }

  async function choose(field: string, option: string) {
    await dialog()
      .getByRole('button', { name: new RegExp(`^${field}`) })
      .click();
    await page.getByRole('option', { name: option }).click();
  }

  /** Calls the API as Ada. */
  async function call(
    method: 'get' | 'post',
    path: string,
    data?: object,
  ) {
    const answer = await page.request[method](
      `${portal.url}/api/audit-log/v1${path}`,
      { headers: { authorization: authorization! }, data },
    );
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  const lastRun = async () =>
    (await call('get', `/export-schedules/${schedule}/runs`)).items[0];

  async function expectLastRun(wanted: Record<string, unknown>) {
    await expect.poll(lastRun, { timeout: 60_000 }).toMatchObject(wanted);
  }

  async function expectMail(subject: string, text: string | RegExp) {
    const find = () => mail.mails.find(each => each.subject?.includes(subject));
    await expect.poll(find, { timeout: 30_000 }).toBeDefined();
    expect(find()?.text).toMatch(text);
  }

  /** Every sequence in the bucket, in the order of the objects. */
  async function exportedSequences(): Promise<number[]> {
    const keys = (await server!.bucket.list()).filter(key =>
      key.endsWith('.jsonl.gz'),
    );
    const objects = await Promise.all(
      keys.sort().map(key => server!.bucket.read(key)),
    );
    return objects.flatMap(bytes =>
      gunzipSync(bytes)
        .toString()
        .split('\n')
        .filter(Boolean)
        .map(line => Number(JSON.parse(line).sequence)),
    );
  }

  /** Every sequence of the view up to one, as the log has them. */
  async function recordedSequences(upTo: number): Promise<number[]> {
    const found: number[] = [];
    for (let cursor = ''; ; ) {
      const after = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page_ = await call(
        'get',
        `/events?order=asc&limit=1000&q=${encodeURIComponent(query)}${after}`,
      );
      const sequences = page_.items.map((event: { sequence: string }) =>
        Number(event.sequence),
      );
      found.push(...sequences);
      if (sequences.length === 0 || found[found.length - 1] >= upTo) {
        return found.filter(sequence => sequence <= upTo);
      }
      cursor = page_.nextCursor;
    }
  }

  test('creates an integration, and reads its credentials', async () => {
    await openSettings();
    await button('Enable').click();
    await expect(
      page.getByText(/lets the audit log leave this portal/),
    ).toBeVisible();
    await button('Create integration').click();
    await page.getByRole('radio', { name: 'S3-compatible' }).check();
    await page.getByLabel('Name').fill('archive');
    await page.getByLabel('Destination URI').fill('s3://audit/portal');
    await choose('Endpoint', server!.endpoint);
    await choose('Profile', 'ceph-writer');
    await expectAccessible(page);
    await button('Create').click();

    await expect(dialog()).toContainText('Credentials of archive');
    await expect(dialog()).toContainText('arn:aws:s3:::audit/portal/*');
    await expect(dialog()).not.toContainText(
      server!.users.writer.secretAccessKey,
    );
    await expect(dialog()).toContainText('Ready', { timeout: 60_000 });
    await expectAccessible(page);
    await button('Close').click();
    await expect(integration()).toContainText('No export schedule');
    await expectMail("'archive' is ready", /s3:\/\/audit\/portal/);
  });

  test('exports a view of the log into the bucket', async () => {
    await page.goto(`${portal.url}/audit-log?q=${encodeURIComponent(query)}`);
    await button('Views').click();
    await page.getByRole('menuitem', { name: 'Save as view' }).click();
    await dialog().getByLabel('Name').fill('The log itself');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).not.toBeVisible();

    const { items } = await call('get', '/views');
    const created = await call('post', '/export-schedules', {
      name: 'Nightly',
      viewId: items[0].id,
      query: '',
      integration: 'archive',
      destination: 's3://audit/portal/events-{from}-{to}.jsonl.gz',
      output: { format: 'jsonl', compression: 'gzip' },
      cadence: { type: 'daily', time: '02:30' },
      timeZone: 'UTC',
      coverage: { mode: 'incremental' },
    });
    schedule = created.id;
    await call('post', `/export-schedules/${schedule}/send-now`, {});
    await expectLastRun({ number: 1, status: 'succeeded' });
    expect((await exportedSequences()).length).toBeGreaterThan(3);
  });

  test('is told, also by mail, when the credentials break', async () => {
    await server!.changeSecret('writer', 'another-secret');
    await openSettings();
    await button('Test: archive').click();
    await expect(dialog()).toContainText(
      /Sign in: failed\s*SignatureDoesNotMatch/,
      { timeout: 60_000 },
    );
    await expectAccessible(page);
    await button('Close').click();
    await expect(integration()).toContainText('Failed at “Sign in”');
    await expect(integration()).toContainText('1 export schedule');
    await expectAccessible(page);
    await expectMail("'archive' does not work", /SignatureDoesNotMatch/);

    await call('post', `/export-schedules/${schedule}/send-now`, {});
    await expectLastRun({ number: 2, status: 'failed' });
    await expectMail("'Nightly' failed", /SignatureDoesNotMatch/);
    await page.goto(`${portal.url}/notifications`);
    await expect(page.getByText("Export 'Nightly' failed")).toBeVisible();
  });

  test('goes on without a gap once they are right again', async () => {
    await call('post', `/export-schedules/${schedule}/pause`, {});
    const { secretAccessKey } = server!.users.writer;
    await server!.changeSecret('writer', secretAccessKey);
    await openSettings();
    await button('Test: archive').click();
    await expect(dialog()).toContainText('It works', { timeout: 60_000 });
    await button('Close').click();
    await expect(integration()).toContainText('Ready');

    await call('post', `/export-schedules/${schedule}/resume`, {});
    await expectLastRun({ status: 'succeeded' });
    const exported = await exportedSequences();
    const upTo = Math.max(...exported);
    expect(upTo).toBeGreaterThan(Number((await lastRun()).fromSequence) - 1);
    expect(exported).toEqual(await recordedSequences(upTo));
  });

  test('deletes the integration, which pauses its schedule', async () => {
    await openSettings();
    await button('Delete: archive').click();
    await expect(dialog()).toContainText('Nightly');
    await expect(dialog()).toContainText('They pause, and stay.');
    await expectAccessible(page);
    await button('Delete integration').click();
    await expect(page.getByText('No storage integration yet')).toBeVisible();
    expect(await call('get', `/export-schedules/${schedule}`)).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining('was deleted by'),
    });
    await expectMail("'archive' was deleted", /Nightly/);
    expect((await exportedSequences()).length).toBeGreaterThan(3);
  });
});
