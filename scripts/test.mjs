/**
 * `npm test`: everything, on SQLite and on PostgreSQL, and in a browser.
 *
 * `npm test -- lint types` runs only the suites whose names are given. The
 * last line says how many tests passed and failed, of all runners together;
 * what passed at a second try only is named before it.
 *
 * Where a storage server is not installed its tests are left out, which is
 * said; where CI is set they fail instead.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNodeVersion, installIfNeeded } from './toolchain/index.mjs';

checkNodeVersion();
await installIfNeeded();
const { findMissingServers, providePostgres, suites, summarize } = await import(
  './testing/index.mjs'
);

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !suites.some(s => s.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite "${unknown[0]}". There are: ${suites
      .map(suite => suite.name)
      .join(', ')}.`,
  );
  process.exit(1);
}

const missing = findMissingServers();
const postgres = await providePostgres();
console.log(`PostgreSQL is ${postgres.origin}`);
const folder = mkdtempSync(join(tmpdir(), 'audit-log-test-'));
const env = {
  CI: 'true',
  BACKSTAGE_TEST_DISABLE_DOCKER: '1',
  ...(!process.env.CI && { OPTIONAL_TEST_SERVERS: '1' }),
  // The tests ask for this version, whatever the server's version is.
  BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING:
    postgres.connectionString,
};

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
}

const counts = [];
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) {
    continue;
  }
  console.log(`\n=== ${suite.name}`);
  const start = Date.now();
  const count = await suite.run({ folder, env }).catch(error => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  for (const name of count.again ?? []) {
    console.log(`Passed at a second try: ${name}`);
  }
  counts.push({ ...count, name: suite.name, ms: Date.now() - start });
}

await postgres.stop();
rmSync(folder, { recursive: true, force: true });

const notes = missing.map(reason =>
  process.env.CI ? `Failed: ${reason}` : `Left out: ${reason}`,
);
console.log(`\n${summarize(counts, { notes }).join('\n')}`);
process.exitCode = counts.some(({ failed }) => failed > 0) ? 1 : 0;
