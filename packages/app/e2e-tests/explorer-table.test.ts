import { Locator, expect, test } from '@playwright/test';
import { ExplorerPage, openUsedPortal } from './explorerPage';
import { PortalApi } from './portalApi';

/** The list, and an event in it: with the mouse, the keyboard and over time. */
test.describe('the list of events', () => {
  let explorer: ExplorerPage;
  let api: PortalApi;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
    api = await PortalApi.create(explorer.page, explorer.portal.url);
  });

  test.afterAll(() => explorer?.remove());

  const header = (column: string) =>
    explorer.page.getByRole('columnheader', { name: column });

  test('columns are found in the data, ordered, sized and dense', async () => {
    const { page } = explorer;
    await explorer.open('?q=event:task');
    await explorer.press('Columns')();
    await page.getByLabel('Find a column').fill('taskId');
    await page
      .getByRole('checkbox', { name: 'meta.taskId', exact: true })
      .click();
    await page.getByLabel('Find a column').fill('');
    await page.getByRole('button', { name: 'Move Actor up' }).click();
    await page.getByRole('checkbox', { name: 'Dense rows' }).click();
    await page.keyboard.press('Escape');

    const headers = explorer.grid().getByRole('columnheader');
    const names = await headers.allInnerTexts();
    expect(names.slice(0, 3)).toEqual(['Time', 'Actor', 'Outcome']);
    expect(names).toContain('meta.taskId');
    const cell = explorer
      .rowOf('Run template')
      .first()
      .locator('[data-column="meta.taskId"]');
    await expect(cell).toHaveText(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    const height = async () =>
      (await explorer.rows().first().boundingBox())!.height;
    expect(await height()).toBeLessThan(30);

    const width = async () => (await header('Target').boundingBox())!.width;
    const before = await width();
    await page.getByRole('button', { name: 'Width of Target' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBeGreaterThan(before + 20);

    // Wider than the window: the time stays where it is.
    await page.setViewportSize({ width: 1000, height: 900 });
    const left = (await header('Time').boundingBox())!.x;
    const shift = await explorer.grid().evaluate(grid => {
      grid.scrollLeft = 200;
      return grid.scrollLeft;
    });
    expect(shift).toBeGreaterThan(50);
    expect((await header('Time').boundingBox())!.x).toBe(left);
    await page.setViewportSize({ width: 1440, height: 900 });

    await explorer.press('Columns')();
    await page.getByRole('checkbox', { name: 'Dense rows' }).click();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.keyboard.press('Escape');
    await expect(header('meta.taskId')).toHaveCount(0);
    expect(await height()).toBeGreaterThan(30);
  });

  test('the keyboard does it all', async () => {
    const { page } = explorer;
    await explorer.open();
    await page.keyboard.press('/');
    const field = page.getByLabel('Filter events');
    await expect(field).toBeFocused();
    // What is offered are people who really did something.
    await page.keyboard.type('actor:gra');
    await page.getByRole('option', { name: /user:default\/grace/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(/^actor:user:default\/grace\s?$/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=actor/);
    await expect(explorer.rowOf('Ada Lovelace')).toHaveCount(0);

    await explorer.grid().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(explorer.rows().nth(2)).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(explorer.drawer()).toContainText('Grace Hopper');
    await page.keyboard.press('ArrowUp');
    await expect(explorer.rows().nth(1)).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Escape');
    await expect(explorer.drawer()).toHaveCount(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
  });

  test('a cell, a row and a link are copied', async () => {
    const { page } = explorer;
    await explorer.open('?q=event:task action:create outcome:succeeded');
    const row = explorer.rowOf('Grace Hopper').first();
    /** Copies, and waits until the clipboard has something like it. */
    const copy = async (name: RegExp, expected: RegExp) => {
      await row.locator('[data-column="actor"]').click({ button: 'right' });
      await explorer.choose(name)();
      const read = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(read).toMatch(expected);
      return read();
    };
    await copy(/^Copy “user:default/, /^user:default\/grace$/);
    const event = JSON.parse(await copy(/^Copy the event as JSON/, /^\{/));
    expect(event).toMatchObject({ plugin: 'scaffolder', eventId: 'task' });
    const link = await copy(/^Copy a link/, /^http/);
    expect(link).toContain(event.id);
    await page.goto(link);
    await expect(explorer.drawer()).toContainText('Grace Hopper');
    await expect(explorer.drawer()).toContainText(event.target.ref);
  });

  test('what belongs to an event is one timeline', async () => {
    const { page } = explorer;
    await explorer.open(
      '?q=event:location-mutate action:create recommendations.yaml',
    );
    await explorer.openRow('Register location', 'Succeeded')();
    await page.getByRole('tab', { name: 'Related' }).click();
    const timeline = page.getByRole('list', {
      name: 'Related events, newest first',
    });
    const entries = timeline.getByRole('listitem');
    await expect(entries.filter({ hasText: 'This event' })).toHaveAttribute(
      'aria-current',
      'true',
    );
    // The same location again, refused this time, by the same person.
    const again = entries
      .filter({ hasText: 'Failed' })
      .filter({ hasText: 'Same target · Same actor' })
      .filter({ hasText: 'later' });
    await expect(again.first()).toBeVisible();
    await again.first().getByRole('button').click();
    await expect(explorer.drawer()).toContainText('already exists');
  });

  /** Reads by name are events that no page makes by itself. */
  const readByName = async (times: number) => {
    const read = () =>
      api.call('GET', '/catalog/entities/by-name/component/default/nothing');
    for (let done = 0; done < times; done += 10) {
      const round = Math.min(10, times - done);
      await Promise.all(Array.from({ length: round }, read));
    }
  };
  const byName =
    'event:entity-fetch action:by-name target:component:default/nothing';
  /** Makes so many of them, and waits until all can be read, newest first. */
  const readUntil = async (count: number): Promise<{ startedAt: string }[]> => {
    const path = `/audit-log/v1/events?limit=1000&q=${encodeURIComponent(
      byName,
    )}`;
    const read = async () => (await (await api.call('GET', path)).json()).items;
    await readByName(count - (await read()).length);
    await expect.poll(async () => (await read()).length).toBe(count);
    return read();
  };
  const inList = (name: string) =>
    `?range=90d&q=${encodeURIComponent(byName)}${name}`;

  test('watching does not move what is read', async () => {
    const { page } = explorer;
    await readUntil(40);
    await explorer.open(inList(''));
    await expect(explorer.status()).toHaveText('40 events');
    await explorer.press('Watch for new events')();
    await explorer.grid().evaluate(grid => grid.scrollTo({ top: 400 }));
    const later = explorer.rows().nth(16);
    const read = page.locator(`[id="${await later.getAttribute('id')}"]`);
    await expect(read).toBeInViewport();
    const before = await read.boundingBox();
    const [newest] = await readUntil(43);
    const news = page.getByRole('button', { name: '3 new events' });
    await expect(news).toBeVisible();
    expect(await read.boundingBox()).toEqual(before);
    await expect(explorer.status()).toHaveText('40 events');
    await news.click();
    await expect(explorer.status()).toHaveText('43 events');
    const top = explorer.rows().first();
    await expect(top).toBeInViewport();
    await expect(top).toHaveAttribute('aria-rowindex', '2');
    await expect(top.locator('time')).toHaveAttribute(
      'datetime',
      newest.startedAt,
    );
    await expect(news).toHaveCount(0);
    await expect(explorer.grid()).toBeFocused();
  });

  test('the list goes on in both directions from any time', async () => {
    test.setTimeout(180_000);
    const { page } = explorer;
    const items = await readUntil(500);
    const middle = items[250];
    await explorer.open(inList(`&at=${middle.startedAt}`));
    const timeOf = (row: Locator) =>
      row.locator('time').getAttribute('datetime');
    await expect(
      page.locator(`time[datetime="${middle.startedAt}"]`).first(),
    ).toBeInViewport();

    await explorer.grid().focus();
    await page.keyboard.press('End');
    const end = page.getByText('No older events in this time range');
    await expect(end).toBeInViewport();
    expect(await timeOf(explorer.rows().last())).toBe(items[499].startedAt);

    await explorer.grid().focus();
    await page.keyboard.press('Home');
    await expect(explorer.rows().first()).toHaveAttribute('aria-rowindex', '2');
    await expect
      .poll(() => timeOf(explorer.rows().first()))
      .toBe(items[0].startedAt);
    await expect(explorer.grid()).toBeFocused();

    // Down again by the wheel, page after page, and none is left out.
    const seen = new Set<string>();
    await explorer.grid().hover();
    await expect(async () => {
      const ids = await explorer
        .rows()
        .evaluateAll(rows => rows.map(({ id }) => id));
      ids.forEach(id => seen.add(id));
      await page.mouse.wheel(0, 500);
      expect(seen.size).toBe(500);
    }).toPass({ intervals: [50], timeout: 60_000 });
    expect(await explorer.rows().count()).toBeLessThan(80);
  });

  test('completeness is said, and times are UTC on hover', async () => {
    await explorer.open();
    const complete = explorer.page.getByText(/^Complete to/);
    await expect(complete).toHaveAttribute('title', /^sequence \d+$/);
    await expect(complete.locator('time')).toHaveAttribute('title', / UTC$/);
    await expect(explorer.rows().first().locator('time')).toHaveAttribute(
      'title',
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/,
    );
  });
});
