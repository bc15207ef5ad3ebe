import { readFile } from 'node:fs/promises';
import { Download, expect, test } from '@playwright/test';
import { ExplorerPage, openUsedPortal } from './explorerPage';
import { signInWithPopup } from './portal';
import { PortalApi } from './portalApi';

const grace = { username: 'grace', password: 'nanosecond-wire' };

/** What a reader works with beside the query: views, charts, the table. */
test.describe('in the explorer', () => {
  let explorer: ExplorerPage;
  let api: PortalApi;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
    api = await PortalApi.create(explorer.page, explorer.portal.url);
  });

  test.afterAll(() => explorer?.remove());

  async function openReady(name: string) {
    await explorer.open();
    await explorer.press('Views')();
    await explorer.choose(name)();
  }

  async function saved(name: string): Promise<Download> {
    const download = explorer.page.waitForEvent('download');
    await explorer.press(name)();
    return download;
  }

  const header = (column: string) =>
    explorer.page.getByRole('columnheader', { name: column });

  test.describe('ready-made views', () => {
    test('denied operations: whom, what and from where', async ({
      browser,
    }) => {
      const context = await browser.newContext();
      const { url } = explorer.portal;
      const hers = await context.newPage();
      await signInWithPopup(hers, { url, ...grace });
      const denied = await (
        await PortalApi.create(hers, url)
      ).call('GET', '/audit-log/v1/events');
      expect(denied.status()).toBe(403);
      await context.close();

      await openReady('Denied operations');
      await expect(
        explorer.rowOf('Grace Hopper', 'holds no grant to read it').first(),
      ).toBeVisible();
      await expect(
        explorer
          .rowOf('Anonymous', '127.0.0.1', 'Answered with 401')
          .filter({ hasText: '/api/catalog/entities' })
          .first(),
      ).toBeVisible();
      await expect(explorer.rowOf('Ada Lovelace')).toHaveCount(0);
    });

    test('activity of a team: its members and nobody else', async () => {
      await openReady('Activity of a team');
      const dialog = explorer.page.getByRole('dialog', {
        name: 'Activity of a team',
      });
      await dialog.getByRole('textbox', { name: 'Team' }).fill('paym');
      await explorer.page.getByRole('option', { name: 'Payments' }).click();
      await dialog.getByRole('button', { name: 'Show' }).click();
      await expect(
        explorer.rowOf('Start template', 'Grace Hopper').first(),
      ).toBeVisible();
      await expect(explorer.rowOf('Alan Turing')).toHaveCount(0);
      await expect(explorer.rowOf('Ada Lovelace')).toHaveCount(0);
    });

    test('new actors: who was never seen before this week', async () => {
      await openReady('New actors this week');
      await expect(explorer.page).toHaveURL(/actor.*grace/);
      await expect(explorer.button(/^Actor: .* \+\d/)).toBeVisible();
      await expect(explorer.rowOf('Ada Lovelace').first()).toBeVisible();
    });
  });

  test('a chart is drawn as bars, stacked and as lines', async () => {
    await explorer.open('?range=30d&q=event:sign-in&chart=outcome.1d.stacked');
    const chart = explorer.page.getByRole('img', { name: /^Events over time/ });
    const shapes = {
      'Stacked bars': '.recharts-bar-rectangle',
      Bars: '.recharts-bar-rectangle',
      Lines: '.recharts-line-curve',
    };
    for (const [name, drawn] of Object.entries(shapes)) {
      await explorer.button(/^Shape/).click();
      await explorer.page.getByRole('option', { name, exact: true }).click();
      await expect(explorer.button(`Shape ${name}`)).toBeVisible();
      await expect(chart.locator(drawn).first()).toBeAttached();
    }
  });

  test('the numbers of a chart are saved as CSV', async () => {
    await explorer.open('?range=30d&q=event:sign-in&chart=outcome.1d.stacked');
    const file = await saved('Download CSV');
    expect(file.suggestedFilename()).toBe('audit-log-by-outcome.csv');
    const text = await readFile(await file.path(), 'utf8');
    const [head, ...lines] = text
      .trim()
      .split('\r\n')
      .map(line => line.split(','));
    expect(head[0]).toBe('From');
    const totals = Object.fromEntries(
      head
        .slice(1)
        .map((name, index) => [
          name,
          lines.reduce((sum, line) => sum + Number(line[index + 1]), 0),
        ]),
    );
    const answer = await api.call(
      'GET',
      '/audit-log/v1/events/groups?q=event:sign-in&by=outcome',
    );
    const { series } = await answer.json();
    expect(totals).toEqual(
      Object.fromEntries(
        series.map((one: { value: string; total: number }) => [
          one.value,
          one.total,
        ]),
      ),
    );
    // Mallory, and somebody who cancelled.
    expect(totals.failed).toBe(2);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a chart is saved as a picture, ${colorScheme}`, async () => {
      const { page } = explorer;
      await page.emulateMedia({ colorScheme });
      await explorer.open('?range=30d&q=event:sign-in&chart=outcome.1d.bars');
      const file = await saved('Download picture');
      await page.emulateMedia({ colorScheme: 'light' });
      expect(file.suggestedFilename()).toBe('audit-log-by-outcome.png');
      const png = (await readFile(await file.path())).toString('base64');
      const seen = await page.evaluate(lookAtPicture, png);
      expect(seen.width).toBeGreaterThan(1000);
      // The background is everywhere, and something else is drawn on it.
      const isDark = seen.corner.slice(0, 3).every(channel => channel < 100);
      expect(isDark).toBe(colorScheme === 'dark');
      expect(seen.corner[3]).toBe(255);
      expect(seen.colors).toBeGreaterThan(50);
      expect(seen.contrasting).toBeGreaterThan(500);
    });
  }

  test('values are counted as the query says, and narrow it down', async () => {
    const { page } = explorer;
    await explorer.open('?q=outcome:failed');
    const values = page.getByRole('complementary', { name: 'Values' });
    const plugin = values.getByRole('button', { name: /^scaffolder/ });
    const count = Number((await plugin.innerText()).match(/\d+$/)![0]);
    await plugin.click();
    await expect(page).toHaveURL(/plugin%3Ascaffolder/);
    await expect(explorer.status()).toHaveText(`${count} events`);
    await expect(explorer.rowOf('Sign in')).toHaveCount(0);
  });

  test('bars over time by any field, dragged over to zoom in', async () => {
    const { page } = explorer;
    await explorer.open('?range=1h');
    const section = page.getByRole('region', { name: 'Events over time' });
    const bars = section.getByRole('img', { name: /^Events over time/ });
    for (const field of ['Plugin', 'Category', 'Severity', 'Outcome']) {
      await section.getByRole('button', { name: /^By / }).click();
      await page.getByRole('option', { name: `By ${field}` }).click();
      await expect(bars).toHaveAccessibleName(
        new RegExp(`by ${field}:.*\\d`, 'i'),
      );
    }
    const { x, y, width, height } = (await bars.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width - 4, y + height / 2, { steps: 8 });
    await page.mouse.up();
    await expect(page).toHaveURL(/from=.*to=/);
    const [from, to] = ['from', 'to'].map(name =>
      Date.parse(new URL(page.url()).searchParams.get(name)!),
    );
    expect(to - from).toBeGreaterThan(20 * 60_000);
    expect(to - from).toBeLessThan(45 * 60_000);
  });

  test('what the query finds is downloaded', async () => {
    const { page } = explorer;
    await explorer.open('?q=event:sign-in');
    // A dialog of the browser's own would wait for somebody.
    await page.evaluate(() =>
      Reflect.deleteProperty(window, 'showSaveFilePicker'),
    );
    const download = page.waitForEvent('download');
    await explorer.press('Download')();
    await explorer.choose(/^JSON Lines/)();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.jsonl$/);
    const text = await readFile(await file.path(), 'utf8');
    const events = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const failed = events.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toHaveLength(2);
    expect(events.length).toBeGreaterThan(5);
    expect(events.every(({ eventId }) => eventId === 'sign-in')).toBe(true);
    await expect(page.getByText(/^Downloaded audit-log-/)).toBeVisible();
  });

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
    await explorer.open('?q=event:location-mutate recommendations.yaml');
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

  test('watching does not move what is read', async () => {
    const { page } = explorer;
    await explorer.open('?q=-plugin:audit-log');
    await explorer.press('Watch for new events')();
    await explorer.grid().evaluate(grid => grid.scrollTo({ top: 400 }));
    const later = explorer.rows().nth(16);
    const first = page.locator(`[id="${await later.getAttribute('id')}"]`);
    await expect(first).toBeInViewport();
    const before = await first.boundingBox();
    const name = 'component/default/order-service';
    await api.call('GET', `/catalog/entities/by-name/${name}`);
    await api.call('GET', `/catalog/entities/by-name/${name}`);
    const news = page.getByRole('button', { name: /^\d+ new events?$/ });
    await expect(news).toHaveText(/^([2-9]|\d\d)/);
    expect(await first.boundingBox()).toEqual(before);
    await news.click();
    await expect(explorer.rows().first()).toBeInViewport();
    await expect(news).toHaveCount(0);
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

/** Runs in the browser: what is on a PNG, given in base64. */
async function lookAtPicture(png: string) {
  const bytes = Uint8Array.from(atob(png), char => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const corner = Array.from(data.slice(0, 4));
  const colors = new Set<number>();
  let contrasting = 0;
  for (let at = 0; at < data.length; at += 4) {
    colors.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
    const distance =
      Math.abs(data[at] - corner[0]) +
      Math.abs(data[at + 1] - corner[1]) +
      Math.abs(data[at + 2] - corner[2]);
    if (distance > 300) {
      contrasting += 1;
    }
  }
  return { width: image.width, corner, colors: colors.size, contrasting };
}
