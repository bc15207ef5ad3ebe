import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runYarn } from './commands.mjs';
import { fingerprint, workspaceFolders } from './fingerprint.mjs';
import { inRepository } from './paths.mjs';

const STAMP = inRepository('node_modules/.installed-for');

/** Installs the packages of yarn.lock, unless they are there already. */
export async function installIfNeeded() {
  const wanted = fingerprint([
    'yarn.lock',
    'package.json',
    ...workspaceFolders().map(folder => `${folder}/package.json`),
  ]);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  console.log('Installing packages. The first time takes a few minutes.');
  const { code, output } = await runYarn(['install', '--immutable'], {
    quiet: true,
  });
  if (code !== 0) {
    console.error(output);
    console.error('The packages could not be installed, see above.');
    process.exit(code);
  }
  writeFileSync(STAMP, wanted);
}
