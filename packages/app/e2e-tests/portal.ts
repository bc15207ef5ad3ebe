import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { Page, expect, test } from '@playwright/test';

/** A portal with its own ports and data, and nobody else in it. */
export interface TestPortal {
  url: string;
  remove(): Promise<void>;
}

/** Loads a module of the repository that isn't a package's. */
function load(path: string) {
  return import(pathToFileURL(resolve(__dirname, '../../..', path)).toString());
}

export async function startPortal(options?: {
  /** Default: SQLite. */
  database?: 'SQLite' | 'PostgreSQL';
  /** Of the repository, added to app-config.yaml. */
  configFiles?: string[];
  env?: Record<string, string>;
}): Promise<TestPortal> {
  const scripts = await load('scripts/testing/index.mjs');
  return options?.database === 'PostgreSQL'
    ? scripts.startTestPortalOnPostgres(options)
    : scripts.startTestPortal(options);
}

/** A mail server that keeps what it is sent. */
export interface MailServer {
  port: number;
  mails: { subject?: string; text?: string }[];
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  return (await load('tests/servers/mail.mjs')).start();
}

interface Key {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A real S3 server with a bucket. */
export interface StorageServer {
  endpoint: string;
  region: string;
  users: Record<'writer' | 'stranger' | 'limited', Key>;
  /** Of the bucket `audit`, as the writer. */
  bucket: {
    list(): Promise<string[]>;
    read(key: string): Promise<Buffer>;
    close(): void;
  };
  createBucket(bucket: string, owner: Key): Promise<void>;
  changeSecret(user: string, secret: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Skips the test where Ceph isn't installed, and says why; where `CI` is set
 * it rejects instead, so that nothing is left out unseen. `npm test` on
 * somebody's machine sets OPTIONAL_TEST_SERVERS.
 */
export async function startStorageServer(): Promise<StorageServer> {
  const s3 = await load('tests/servers/s3.mjs');
  const absent: string | undefined = s3.missing();
  if (absent && process.env.CI && !process.env.OPTIONAL_TEST_SERVERS) {
    throw new Error(absent);
  }
  if (absent) {
    process.stderr.write(`Left out tests against S3 storage: ${absent}\n`);
  }
  test.skip(Boolean(absent), absent);
  const server = await s3.start();
  const { createBucket } = await load('tests/servers/bucket.mjs');
  const bucketOf = (bucket: string, credentials: Key) =>
    createBucket({ ...server, credentials, bucket });
  return {
    ...server,
    bucket: await bucketOf('audit', server.users.writer),
    createBucket: async (bucket, owner) =>
      (await bucketOf(bucket, owner)).close(),
  };
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
 * No violation that a tool can find. The sidebar, the tabs of the header and
 * the texts of entity pages are Backstage's own: the tabs name panels that do
 * not exist, and quiet texts are too pale in the dark.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const findings = async () => {
    const { violations } = await new AxeBuilder({ page })
      .exclude('nav[aria-label="sidebar nav"]')
      .exclude('.bui-Tab')
      .exclude('.bui-Text')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`)
          .join(' | ')}`,
    );
  };
  // What fades in or out is pale for a moment.
  await expect
    .configure({ soft: true })
    .poll(findings, { timeout: 60_000 })
    .toEqual([]);
}

/** Nothing has to be scrolled sideways to be seen, and nothing is cut off. */
export async function expectFits(page: Page, name: string): Promise<void> {
  if (process.env.E2E_PICTURES) {
    await page.screenshot({ path: `${process.env.E2E_PICTURES}/${name}.png` });
  }
  const sizes = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const main = document.querySelector('main');
      return {
        page: scrollWidth - clientWidth,
        main: (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
      };
    });
  await expect.poll(sizes, { message: name }).toEqual({ page: 0, main: 0 });
}
