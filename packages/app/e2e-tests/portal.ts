import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { Page, expect } from '@playwright/test';

/** A portal with its own ports and data, and nobody else in it. */
export interface TestPortal {
  url: string;
  remove(): Promise<void>;
}

export async function startPortal(options?: {
  env?: Record<string, string>;
}): Promise<TestPortal> {
  const path = resolve(__dirname, '../../../scripts/testing/index.mjs');
  const { startTestPortal } = await import(pathToFileURL(path).toString());
  return startTestPortal(options);
}

/** Signs in through the pop-up window of the identity provider. */
export async function signInWithPopup(
  page: Page,
  options: { url: string; username: string; password: string },
): Promise<void> {
  await page.goto(options.url);
  const popupOpened = page.waitForEvent('popup');
  await companySignIn(page).click();
  await fillSignInPage(await popupOpened, options);
  await expect(sidebarLink(page, 'Catalog')).toBeVisible();
}

export function companySignIn(page: Page) {
  return page
    .getByRole('listitem')
    .filter({ hasText: 'Company account' })
    .getByRole('button', { name: 'Sign in' });
}

export async function fillSignInPage(
  page: Page,
  options: { username: string; password: string },
): Promise<void> {
  await page.getByLabel('User name').fill(options.username);
  await page.getByLabel('Password').fill(options.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Only those who are signed in have a sidebar. */
export function sidebarLink(page: Page, name: string) {
  return page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name, exact: true });
}

/**
 * No violation that a tool can find. The sidebar and the tabs of the header
 * are Backstage's own, and the tabs name panels that do not exist.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('nav[aria-label="sidebar nav"]')
    .exclude('.bui-Tab')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect
    .soft(
      violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`,
      ),
    )
    .toEqual([]);
}
