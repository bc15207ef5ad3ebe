import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { Browser, Locator, Page, expect } from '@playwright/test';
import { TestPortal, signInWithPopup, startPortal } from './portal';

const root = resolve(__dirname, '../../..');
const ada = { username: 'ada', password: 'analytical-engine' };

/** Something that a reader does in the explorer. */
export type Step = () => Promise<void>;

/** What a reader sees of the explorer, by role and name, and does there. */
export class ExplorerPage {
  readonly portal: TestPortal;
  readonly page: Page;

  constructor(portal: TestPortal, page: Page) {
    this.portal = portal;
    this.page = page;
  }

  async remove(): Promise<void> {
    await this.page.context().close();
    await this.portal.remove();
  }

  /** Opens the start page, or the same with a query string. */
  async open(search = ''): Promise<void> {
    await this.page.goto(`${this.portal.url}/audit-log${search}`);
    await expect(this.rows().first()).toBeVisible();
  }

  /** Begins on the audit log's start page; three steps are the most. */
  async ask(
    ...steps: [Step] | [Step, Step] | [Step, Step, Step]
  ): Promise<void> {
    await this.open();
    for (const step of steps) {
      await step();
    }
  }

  grid(): Locator {
    return this.page.getByRole('grid', { name: 'Audit events' });
  }

  rows(): Locator {
    return this.page.locator('[role="rowgroup"] [role="row"]');
  }

  /** Rows that hold all of these texts. */
  rowOf(...texts: (string | RegExp)[]): Locator {
    return texts.reduce<Locator>(
      (found, text) => found.filter({ hasText: text }),
      this.rows(),
    );
  }

  /** How many events are loaded. */
  status(): Locator {
    return this.page.getByRole('status').filter({ hasText: /\d events?/ });
  }

  drawer(): Locator {
    return this.page.getByRole('complementary', { name: 'Event', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  query(text: string): Step {
    return async () => {
      const field = this.page.getByLabel('Filter events');
      await field.fill(text);
      await field.press('Enter');
      await expect(this.page).toHaveURL(/[?&]q=/);
    };
  }

  press(name: string | RegExp): Step {
    return () => this.button(name).click();
  }

  choose(name: string | RegExp): Step {
    return () => this.page.getByRole('menuitem', { name }).click();
  }

  openRow(...texts: (string | RegExp)[]): Step {
    return () =>
      this.rowOf(...texts)
        .first()
        .click();
  }
}

/** A portal that several people have used, and Ada who reads its audit log. */
export async function openUsedPortal(browser: Browser): Promise<ExplorerPage> {
  const portal = await startPortal();
  await promisify(execFile)(process.execPath, [
    resolve(root, 'scripts/activity.mjs'),
    '--url',
    portal.url,
    '--enable',
  ]);
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({
    viewport,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await signInWithPopup(page, { url: portal.url, ...ada });
  return new ExplorerPage(portal, page);
}
