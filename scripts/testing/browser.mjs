import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inRepository, run } from '../toolchain/index.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome.exe',
];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium or Chrome: BROWSER_PATH, else the machine's, else
 * the one from npm, else Playwright's own download.
 */
export async function provideBrowser() {
  const candidates = [
    process.env.BROWSER_PATH,
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .flatMap(folder => NAMES.map(name => join(folder, name))),
    ...FIXED_PLACES,
  ];
  const installed = candidates.find(path => path && works(path));
  return installed ?? (await fromPackage()) ?? (await download());
}

function works(path) {
  return (
    existsSync(path) &&
    spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
  );
}

async function fromPackage() {
  if (process.platform !== 'linux') {
    return undefined;
  }
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    return works(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

async function download() {
  const { code } = await run(process.execPath, [
    inRepository('node_modules/@playwright/test/cli.js'),
    'install',
    'chromium',
  ]);
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  if (code !== 0 || !works(path)) {
    throw new Error(
      'No Chromium was found and none could be downloaded. ' +
        'Install one, or name it in BROWSER_PATH.',
    );
  }
  return path;
}
