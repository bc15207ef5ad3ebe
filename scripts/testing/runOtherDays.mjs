import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, root } from '../toolchain/index.mjs';
import { otherDays } from './otherDays.mjs';
import { addCounts, on } from './reports.mjs';
import { runJest } from './runners.mjs';

/** Files and databases have clocks of their own, which nothing puts forward. */
const HAS_A_CLOCK =
  /TestDatabases|initDatabase|MockDirectory|TestBackend|createServer|S3Stub|mkdtemp|InProcess/;
const TELLS_TIME = /\bDate\b|\b20\d\d-\d\d-\d\d|\bclock\b/;
const preload = inRepository('scripts/testing/otherDay.cjs');

/**
 * Runs tests on other days and in other zones: those without I/O that have to
 * do with time on each of the days, and those of the screens, which take
 * longer, on one of them each.
 */
export async function runOtherDays({ folder, env }) {
  const { thoughts, screens } = findTests();
  const days = otherDays();
  const counts = [];
  for (const [index, { name, timeZone, shiftMs }] of days.entries()) {
    console.log(`\nIt is ${name}\n`);
    const files = [
      ...thoughts,
      ...screens.filter((_, place) => place % days.length === index),
    ];
    const count = await runJest({
      folder,
      env: {
        ...env,
        TZ: timeZone,
        AUDIT_LOG_TEST_CLOCK_SHIFT: String(shiftMs),
        NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      },
      args: ['--runTestsByPath', ...files],
    });
    counts.push(on(name, count));
  }
  return addCounts(counts);
}

function findTests() {
  const files = globSync('plugins/*/src/**/*.test.{ts,tsx}', { cwd: root });
  const sorted = files.map(file => join(root, file)).sort();
  return {
    thoughts: sorted
      .filter(file => file.endsWith('.ts'))
      .filter(file => {
        const text = readFileSync(file, 'utf8');
        return TELLS_TIME.test(text) && !HAS_A_CLOCK.test(text);
      }),
    screens: sorted.filter(file => file.endsWith('.tsx')),
  };
}
