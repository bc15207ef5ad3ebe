import { readFile } from 'node:fs/promises';
import { Download, expect, test } from '@playwright/test';
import { ExplorerPage, openUsedPortal } from './explorerPage';
import { PortalApi } from './portalApi';

/** Bars over time and charts, as people look at them and take them away. */
test.describe('the explorer draws', () => {
  let explorer: ExplorerPage;
  let api: PortalApi;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    explorer = await openUsedPortal(browser);
    api = await PortalApi.create(explorer.page, explorer.portal.url);
  });

  test.afterAll(() => explorer?.remove());

  async function saved(name: string): Promise<Download> {
    const download = explorer.page.waitForEvent('download');
    await explorer.press(name)();
    return download;
  }

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
