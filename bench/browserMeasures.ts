import { Page } from 'playwright-core';

/** Milliseconds from the beginning of a navigation to the first row. */
export async function firstRowAfter(
  page: Page,
  navigate: () => Promise<unknown>,
): Promise<number> {
  await navigate();
  const found = await page.waitForFunction(
    () => performance.getEntriesByName('first-row')[0]?.startTime,
    undefined,
    { polling: 50, timeout: 60_000 },
  );
  return found.jsonValue() as Promise<number>;
}

/** Runs in the browser before the page: marks when a row is painted. */
export function watchFirstRow(selector: string): void {
  const look = () => {
    if (document.querySelector(selector)) {
      // The frame after the next one begins when the row has been painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => performance.mark('first-row')),
      );
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
}

/** What was seen while scrolling. */
export interface Scrolled {
  rows: number;
  ms: number;
  /** Milliseconds of each task above 50 ms. */
  longTasks: number[];
  /** Milliseconds between one frame and the next. */
  frames: number[];
  heapBytes: number;
}

/**
 * Runs in the browser: scrolls the list down, 1,200 px in every frame, until
 * so many rows are loaded and passed, or the list ends.
 */
export async function scrollThrough(options: {
  rows: number;
}): Promise<Scrolled> {
  const stepPx = 1_200;
  // The page has other grids, too.
  const grid = document
    .querySelector('[role="rowgroup"] [role="row"]')!
    .closest('[role="grid"]')!;
  const longTasks: number[] = [];
  const observer = new PerformanceObserver(list =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  const frame = () =>
    new Promise<number>(done => {
      requestAnimationFrame(done);
    });
  const lastRow = () => {
    const shown = grid.querySelectorAll('[role="rowgroup"] [role="row"]');
    return Number(shown[shown.length - 1]?.getAttribute('aria-rowindex')) - 1;
  };
  const frames: number[] = [];
  const start = performance.now();
  let before = await frame();
  let movedAt = before;
  // Without a move for so long the list has ended.
  while (lastRow() < options.rows && before - movedAt < 5_000) {
    const { scrollTop } = grid;
    grid.scrollTop += stepPx;
    const now = await frame();
    frames.push(now - before);
    before = now;
    if (grid.scrollTop > scrollTop) {
      movedAt = now;
    }
  }
  const ms = movedAt - start;
  observer.disconnect();
  const { memory } = performance as unknown as {
    memory?: { usedJSHeapSize: number };
  };
  return {
    rows: lastRow(),
    ms,
    longTasks,
    frames,
    heapBytes: memory?.usedJSHeapSize ?? 0,
  };
}
