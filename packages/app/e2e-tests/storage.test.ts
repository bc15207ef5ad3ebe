import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
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

/** What no S3 server says on demand, by the name of the bucket. */
const refusing = [
  {
    name: 'expired',
    status: 400,
    code: 'ExpiredToken',
    message: 'The provided token has expired.',
    advice: /have expired: renew them/,
  },
  {
    name: 'skewed',
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and now is too large.',
    advice: /clocks .* differ too much/,
  },
];

interface Refuser {
  origin: string;
  stop(): void;
}

/** A server that refuses everything, in S3's form. */
async function startRefuser(): Promise<Refuser> {
  const http = createServer((request, response) => {
    const found = refusing.find(({ name }) =>
      request.url?.startsWith(`/${name}/`),
    );
    const { status, code, message } = found ?? refusing[0];
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(
      `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () => void http.close(),
  };
}

/** Exports to a real S3 server whose credentials break on the way. */
test.describe.serial('an Admin and storage integrations', () => {
  let server: StorageServer;
  let mail: MailServer;
  let refuser: Refuser;
  let portal: TestPortal;
  let page: Page;
  let authorization: string | undefined;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    server = await startStorageServer();
    mail = await startMailServer();
    refuser = await startRefuser();
    portal = await startPortal({
      configFiles: ['app-config.smtp.yaml'],
      env: {
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: `${mail.port}`,
        APP_CONFIG_auditLog_storage_allowedEndpoints: JSON.stringify([
          server.endpoint,
          refuser.origin,
        ]),
        APP_CONFIG_auditLog_storage_profiles: JSON.stringify([
          { name: 'ceph-writer', kind: 's3', ...server.users.writer },
          { name: 'ceph-stranger', kind: 's3', ...server.users.stranger },
          { name: 'ceph-limited', kind: 's3', ...server.users.limited },
          {
            name: 'ceph-forged',
            kind: 's3',
            ...server.users.writer,
            secretAccessKey: 'forged',
          },
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
    refuser?.stop();
    server?.bucket.close();
    await server?.stop();
  });

  const button = (name: string) =>
    page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const integration = (name = 'archive') =>
    page.getByRole('listitem', { name, exact: true });
  const runs = () => page.getByRole('table', { name: 'Runs' });
  const run = (number: number) =>
    runs().getByRole('row', { name: new RegExp(`Run ${number}\\b`) });
  const row = (name: string) =>
    page.getByRole('row', { name: new RegExp(name) });

  async function openSchedule() {
    await page.goto(`${portal.url}/audit-log/exports`);
    await page.getByRole('link', { name: 'Nightly', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Nightly' })).toBeVisible();
  }

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
  async function call(method: 'get' | 'post', path: string, data?: object) {
    const answer = await page.request[method](
      `${portal.url}/api/audit-log/v1${path}`,
      { headers: { authorization: authorization! }, data },
    );
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  async function expectMail(subject: string, text: string | RegExp) {
    const find = () => mail.mails.find(each => each.subject?.includes(subject));
    await expect.poll(find, { timeout: 30_000 }).toBeDefined();
    expect(find()?.text).toMatch(text);
  }

  /** Every sequence in the bucket, in the order of the objects. */
  async function exportedSequences(): Promise<number[]> {
    const keys = (await server.bucket.list()).filter(key =>
      key.endsWith('.jsonl.gz'),
    );
    const objects = await Promise.all(
      keys.sort().map(key => server.bucket.read(key)),
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
    await choose('Endpoint', server.endpoint);
    await choose('Profile', 'ceph-writer');
    await expectAccessible(page);
    await button('Create').click();

    await expect(dialog()).toContainText('Credentials of archive');
    await expect(dialog()).toContainText('arn:aws:s3:::audit/portal/*');
    await expect(dialog()).not.toContainText(
      server.users.writer.secretAccessKey,
    );
    await expect(dialog()).toContainText('Ready', { timeout: 60_000 });
    await expectAccessible(page);
    await button('Close').click();
    await expect(integration()).toContainText('No export schedule');
    await expectMail("'archive' is ready", /s3:\/\/audit\/portal/);
  });

  test('saves a view, and schedules its export', async () => {
    await page.goto(`${portal.url}/audit-log?q=${encodeURIComponent(query)}`);
    await button('Views').click();
    await page.getByRole('menuitem', { name: 'Save as view' }).click();
    await dialog().getByLabel('Name').fill('The log itself');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect(dialog()).not.toBeVisible();

    await page.goto(`${portal.url}/audit-log/exports`);
    await page.getByRole('button', { name: 'Create schedule' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Nightly');
    await page.getByRole('button', { name: /^View/ }).click();
    await page.getByRole('option', { name: 'The log itself' }).click();
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await expect(preview).toContainText(
      /s3:\/\/audit\/portal\/nightly\/dt=\d{4}-\d\d-\d\d\/events-\d{12}-\d{12}\.jsonl\.gz/,
    );
    await expect(preview.getByText('Succeeded').first()).toBeVisible();
    await expectAccessible(page);
    await button('Create schedule').click();
    await expect(page.getByRole('heading', { name: 'Nightly' })).toBeVisible();
  });

  test('sends it now, and finds the objects in the bucket', async () => {
    await button('Send now').click();
    await expect(run(1)).toContainText('Succeeded', { timeout: 60_000 });
    await button('Details of run 1').click();
    const names = await server.bucket.list();
    const [object] = names.filter(name => name.endsWith('.jsonl.gz'));
    await expect(runs()).toContainText(`s3://audit/${object}`);
    expect(names).toContain(object.replace(/([^/]+)$/, '_$1.manifest.json'));
    expect((await exportedSequences()).length).toBeGreaterThan(3);
  });

  test('reads why a run failed when the credentials break', async () => {
    await server.changeSecret('writer', 'another-secret');
    await button('Send now').click();
    await expect(run(2)).toContainText('Failed', { timeout: 60_000 });
    await expect(runs()).toContainText('SignatureDoesNotMatch');
    await expect(runs()).toContainText('check the key and its secret');
    await expectAccessible(page);
    await expectMail(
      "'Nightly' failed",
      /SignatureDoesNotMatch.*check the key and its secret/s,
    );
    await page.goto(`${portal.url}/notifications`);
    await expect(page.getByText("Export 'Nightly' failed")).toBeVisible();
  });

  test('sees in a test of the integration what is wrong', async () => {
    await openSettings();
    await button('Test: archive').click();
    await expect(dialog()).toContainText(
      /Sign in: failed\s*SignatureDoesNotMatch/,
      { timeout: 60_000 },
    );
    await expect(dialog()).toContainText('check the key and its secret');
    await expectAccessible(page);
    await button('Close').click();
    await expect(integration()).toContainText('Failed at “Sign in”');
    await expectAccessible(page);
    await expectMail(
      "'archive' does not work",
      /SignatureDoesNotMatch.*check the key.*'Nightly'/s,
    );
    await integration()
      .getByRole('link', { name: '1 export schedule' })
      .click();
    await expect(page).toHaveURL(/\/audit-log\/exports\?integration=archive$/);
    await expect(row('Nightly')).toContainText('Failed');
  });

  test('goes on without a gap once they are right again', async () => {
    await server.changeSecret('writer', server.users.writer.secretAccessKey);
    await openSettings();
    await button('Test: archive').click();
    await expect(dialog()).toContainText('It works', { timeout: 60_000 });
    await button('Close').click();
    await expect(integration()).toContainText('Ready');

    await openSchedule();
    await button('Pause').click();
    await expect(page.getByText(/Paused by/)).toBeVisible();
    await button('Resume').first().click();
    await expect(run(2)).toContainText('Succeeded', { timeout: 60_000 });
    await button('Send now').click();
    await expect(run(3)).toContainText('Succeeded', { timeout: 60_000 });
    await expectMail("'Nightly' works again", 'Nothing is missing');

    const exported = await exportedSequences();
    expect(exported).toEqual(
      await recordedSequences(exported[exported.length - 1]),
    );
  });

  test('reads in plain words how a storage can refuse', async () => {
    const broken: [string, string, string, string, RegExp][] = [
      [
        'forged',
        'audit',
        'ceph-forged',
        'SignatureDoesNotMatch',
        /check the key and its secret/,
      ],
      [
        'absent',
        'absent',
        'ceph-writer',
        'NoSuchBucket',
        /bucket or container does not exist/,
      ],
      [
        'stranger',
        'audit',
        'ceph-stranger',
        'AccessDenied',
        /check the policies/,
      ],
      ['full', 'full', 'ceph-limited', 'QuotaExceeded', /raise its quota/],
    ];
    await server.createBucket('full', server.users.limited);
    for (const [name, bucket, profile] of broken) {
      await call('post', '/storage-integrations', {
        name,
        destination: `s3://${bucket}/portal`,
        endpoint: server.endpoint,
        region: server.region,
        forcePathStyle: true,
        identity: { type: 'profile', profile },
      });
    }
    // Ceph corrects what clocks differ by, and forgets no token.
    for (const { name, code, advice } of refusing) {
      await call('post', '/storage-integrations', {
        name,
        destination: `s3://${name}/portal`,
        endpoint: refuser.origin,
        forcePathStyle: true,
        identity: { type: 'profile', profile: 'ceph-writer' },
      });
      broken.push([name, name, 'ceph-writer', code, advice]);
    }
    await openSettings();
    for (const [name, , , code, advice] of broken) {
      await expect(integration(name)).toContainText(code, { timeout: 60_000 });
      await expect(integration(name)).toContainText(advice);
      await expectMail(
        `'${name}' does not work`,
        new RegExp(`${code}.*${advice.source}`, 's'),
      );
      await button(`Delete: ${name}`).click();
      await button('Delete integration').click();
      await expect(integration(name)).toHaveCount(0);
    }
  });

  test('deletes the integration, which pauses its schedule', async () => {
    await openSettings();
    await button('Delete: archive').click();
    await expect(dialog()).toContainText('Nightly');
    await expect(dialog()).toContainText('They pause, and stay.');
    await expectAccessible(page);
    await button('Delete integration').click();
    await expect(page.getByText('No storage integration yet')).toBeVisible();
    await expectMail("'archive' was deleted", /Nightly/);

    await page.goto(`${portal.url}/audit-log/exports`);
    await expect(row('Nightly')).toContainText('Paused');
    await openSchedule();
    await expect(
      page.getByText(/'archive' was deleted by user:default\/ada/),
    ).toBeVisible();
    expect((await exportedSequences()).length).toBeGreaterThan(3);
  });
});
