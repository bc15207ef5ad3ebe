import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Page, expect, test } from '@playwright/test';
import {
  TestPortal,
  expectAccessible,
  signInWithPopup,
  startPortal,
} from './portal';

const root = resolve(__dirname, '../../..');
const ada = { username: 'ada', password: 'analytical-engine' };

/** What people ask an audit log, on a portal that several have used. */
test.describe.serial('the explorer answers', () => {
  let portal: TestPortal;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    portal = await startPortal();
    await promisify(execFile)(process.execPath, [
      resolve(root, 'scripts/activity.mjs'),
      '--url',
      portal.url,
      '--enable',
    ]);
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport });
    page = await context.newPage();
    await signInWithPopup(page, { url: portal.url, ...ada });
    await inviteGrace();
  });

  test.afterAll(async () => {
    await page?.context().close();
    await portal?.remove();
  });

  const rows = () => page.locator('[role="rowgroup"] [role="row"]');
  const rowOf = (...texts: (string | RegExp)[]) =>
    texts.reduce((found, text) => found.filter({ hasText: text }), rows());

  /** Gives Grace a grant, as an Admin does. */
  async function inviteGrace() {
    const asked = page.waitForRequest(/\/api\/audit-log\/v1\/events/);
    await page.goto(`${portal.url}/audit-log`);
    const { authorization } = await (await asked).allHeaders();
    const answer = await page.request.post(
      `${portal.url}/api/audit-log/v1/grants`,
      {
        headers: { authorization },
        data: { grantee: 'user:default/grace', limits: {} },
      },
    );
    expect(answer.status()).toBe(201);
  }

  type Step = () => Promise<void>;

  /** Begins on the audit log's start page; three steps are the most. */
  async function ask(...steps: [Step] | [Step, Step] | [Step, Step, Step]) {
    await page.goto(`${portal.url}/audit-log`);
    await expect(rows().first()).toBeVisible();
    for (const step of steps) {
      await step();
    }
  }

  const drawer = () =>
    page.getByRole('complementary', { name: 'Event', exact: true });

  const query = (text: string) => async () => {
    const field = page.getByLabel('Filter events');
    await field.fill(text);
    await field.press('Enter');
    await expect(page).toHaveURL(/[?&]q=/);
  };
  const press = (name: string | RegExp) => async () =>
    page.getByRole('button', { name }).first().click();
  const choose = (name: string) => async () =>
    page.getByRole('menuitem', { name }).click();
  const openRow =
    (...texts: (string | RegExp)[]) =>
    async () =>
      rowOf(...texts)
        .first()
        .click();

  test('1: did Grace get the invitation?', async () => {
    await ask(query('event:grant-create grace'));
    await expect(rowOf('Succeeded', 'Ada Lovelace')).toHaveCount(1);
  });

  test('2: who registered recommendations.yaml?', async () => {
    await ask(query('event:location-mutate recommendations.yaml'));
    await expect(rowOf('Register location', 'Succeeded').first()).toContainText(
      'Alan Turing',
    );
  });

  test('3: which operations failed?', async () => {
    await ask(press('Views'), choose('Failed operations'));
    await expect(rowOf('Succeeded')).toHaveCount(0);
    await expect(rowOf('Run template', 'Failed').first()).toBeVisible();
  });

  test('4: what happened around the failed template run?', async () => {
    await ask(
      query('event:task action:execution outcome:failed actor:grace'),
      openRow('Run template', 'Failed'),
      press('Show everything around this time'),
    );
    await expect(drawer()).toContainText('release-drill');
    await expect(page).toHaveURL(/[?&]from=/);
    await expect(rows().nth(3)).toBeVisible();
  });

  test('5: how many sign-ins succeeded and failed, per day?', async () => {
    await ask(press('Views'), choose('Sign-ins per day'));
    const totals = page.getByRole('table', { name: 'Counts by Outcome' });
    await expect(totals.getByRole('row', { name: /^Failed/ })).toBeVisible();
    await expect(totals.getByRole('row', { name: /^Succeeded/ })).toBeVisible();
    for (const [name, file] of [
      ['Download CSV', /\.csv$/],
      ['Download picture', /\.svg$/],
    ] as const) {
      const saved = page.waitForEvent('download');
      await press(name)();
      expect((await saved).suggestedFilename()).toMatch(file);
    }
  });

  test('6: who could not sign in, and why?', async () => {
    await ask(
      query('event:sign-in outcome:failed'),
      openRow('Sign in', 'Failed'),
    );
    await expect(drawer()).toContainText('Failed');
  });

  test('7: what did Ada change this week?', async () => {
    await ask(
      press('Views'),
      choose('Who changed what this week'),
      press(/^Ada Lovelace/),
    );
    await expect(
      rowOf('Register location', 'Ada Lovelace').first(),
    ).toBeVisible();
    await expect(rowOf('Grace Hopper')).toHaveCount(0);
  });

  test('8: what did an AI assistant do, and for whom?', async () => {
    await ask(query('event:tool-execution'));
    await expect(rowOf('Call tool').first()).toContainText('Alan Turing');
  });

  test('9: who switched audit logging on?', async () => {
    await ask(press('Views'), choose('Changes of the audit log itself'));
    await expect(rowOf(/enable/i).first()).toContainText('Ada Lovelace');
  });

  test('10: is what I see what was recorded?', async () => {
    await ask(
      query('event:location-mutate'),
      openRow('Register location'),
      press('Check the proof'),
    );
    await expect(page.getByText('In the log, unchanged.')).toBeVisible();
    await expectAccessible(page);
  });

  test('shows new events when asked, and not before', async () => {
    await ask(query('event:event-download'));
    await expect(page.getByText('No event matches')).toBeVisible();
    await press('Watch for new events')();
    // A dialog of the browser's own would wait for somebody.
    await page.evaluate(() =>
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
    );
    const saved = page.waitForEvent('download');
    await press('Download')();
    await page.getByRole('menuitem', { name: /^JSON Lines/ }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.jsonl$/);
    await page.getByRole('button', { name: /^\d+ new event/ }).click();
    await expect(rowOf('Ada Lovelace')).toHaveCount(1);
  });

  test('is in the pages of entities and of people', async () => {
    await page.goto(
      `${portal.url}/catalog/default/component/order-service/audit-log`,
    );
    await expect(rowOf('Refresh entity').first()).toBeVisible();
    await page.goto(`${portal.url}/catalog/default/user/grace`);
    await expect(page.getByText('Recent activity')).toBeVisible();
  });
});
