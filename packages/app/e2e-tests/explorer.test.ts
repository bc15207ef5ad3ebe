import { expect, test } from '@playwright/test';
import { expectAccessible } from './portal';
import { ExplorerPage, Step, openUsedPortal } from './explorerPage';

/** What people ask an audit log, on a portal that several have used. */
test.describe('the explorer answers', () => {
  let explorer: ExplorerPage;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
    await inviteGrace();
  });

  test.afterAll(() => explorer?.remove());

  /** Gives Grace a grant, as an Admin does. */
  async function inviteGrace() {
    const { page, portal } = explorer;
    const asked = page.waitForRequest(/\/api\/audit-log\/v1\/events/);
    await page.goto(`${portal.url}/audit-log`);
    const { authorization } = await (await asked).allHeaders();
    const answer = await page.request.post(
      `${portal.url}/api/audit-log/v1/grants`,
      {
        headers: { authorization },
        data: { grantee: 'user:default/grace', limits: { everything: true } },
      },
    );
    expect(answer.status()).toBe(201);
  }

  const ask: ExplorerPage['ask'] = (...steps) => explorer.ask(...steps);
  const query =
    (text: string): Step =>
    () =>
      explorer.query(text)();
  const press =
    (name: string | RegExp): Step =>
    () =>
      explorer.press(name)();
  const choose =
    (name: string): Step =>
    () =>
      explorer.choose(name)();
  const openRow =
    (...texts: (string | RegExp)[]): Step =>
    () =>
      explorer.openRow(...texts)();
  const rowOf = (...texts: (string | RegExp)[]) => explorer.rowOf(...texts);

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

  test('3: which operations failed, and why?', async () => {
    await ask(press('Views'), choose('Failed operations'));
    await expect(rowOf('Succeeded')).toHaveCount(0);
    await expect(
      rowOf('Run template', 'Failed', 'never-built.tar.gz'),
    ).toHaveCount(1);
  });

  test('4: what happened around the failed template run?', async () => {
    await ask(
      query('event:task action:execution never-built'),
      openRow('Run template', 'Failed', 'Ada Lovelace'),
      press('Show everything around this time'),
    );
    await expect(explorer.drawer()).toContainText('release-drill');
    await expect(explorer.drawer()).toContainText('never-built.tar.gz');
    const run = explorer.page.locator('[role="row"][aria-selected="true"]');
    await expect(run).toContainText('Run template');
    await expect(run).toBeInViewport();
    // What she did before it, and after it.
    await expect(rowOf('Refresh entity', 'Ada Lovelace').first()).toBeVisible();
    await expect(
      rowOf('Register location', 'Ada Lovelace', 'Succeeded').last(),
    ).toBeVisible();
  });

  test('5: how many sign-ins succeeded and failed, per day?', async () => {
    await ask(press('Views'), choose('Sign-ins per day'));
    const totals = explorer.page.getByRole('table', {
      name: 'Counts by Outcome',
    });
    // Ada (twice), Grace and Alan; Mallory, and somebody who cancelled.
    await expect(
      totals.getByRole('row', { name: 'Succeeded 4' }),
    ).toBeVisible();
    await expect(totals.getByRole('row', { name: 'Failed 2' })).toBeVisible();
  });

  test('6: who could not sign in, and why?', async () => {
    await ask(
      query('event:sign-in outcome:failed'),
      openRow('Sign in', 'Failed'),
      press('Older event'),
    );
    const drawer = explorer.drawer();
    await expect(drawer).toContainText('unable to resolve user identity');
    await expect(drawer).toContainText('Anonymous');
    await expect(drawer).toContainText('127.0.0.1');
    await expect(drawer).toContainText('demo-activity');
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
    await expect(rowOf('Refresh entity', 'Ada Lovelace')).toBeVisible();
    await expect(rowOf('Grace Hopper')).toHaveCount(0);
    await expect(rowOf('Alan Turing')).toHaveCount(0);
  });

  test('8: what did an AI assistant do, and for whom?', async () => {
    await ask(query('event:tool-execution'), openRow('Call tool'));
    const drawer = explorer.drawer();
    await expect(drawer).toContainText('Alan Turing');
    await expect(drawer).toContainText('get-catalog-entity');
    await expect(drawer).toContainText('mcp-actions');
  });

  test('9: who switched audit logging on?', async () => {
    await ask(press('Views'), choose('Changes of the audit log itself'));
    await expect(
      rowOf('Enable audit logging', 'Ada Lovelace', 'Succeeded'),
    ).toHaveCount(1);
    await expect(rowOf('Disable audit logging')).toHaveCount(0);
  });

  test('10: is what I see what was recorded?', async () => {
    await ask(
      query('event:location-mutate'),
      openRow('Register location'),
      press('Check the proof'),
    );
    await expect(
      explorer.page.getByText('In the log, unchanged.'),
    ).toBeVisible();
    await expectAccessible(explorer.page);
  });
});
