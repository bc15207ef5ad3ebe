import { globSync } from 'node:fs';
import { noteDeclaredTypes } from '../packing/index.mjs';
import { buildAppIfNeeded } from '../portal/index.mjs';
import { inRepository, root } from '../toolchain/index.mjs';
import { missing as missingS3 } from '../../tests/servers/s3.mjs';
import { provideBrowser } from './browser.mjs';
import { runOtherDays } from './runOtherDays.mjs';
import {
  nodeModule,
  runCheck,
  runJest,
  runNodeTests,
  runPlaywright,
} from './runners.mjs';

/**
 * What `npm test` runs, in this order. To add a suite, add a row: `run` gets
 * `{ folder, env }`, a temporary folder and the environment with the database,
 * and returns what was counted.
 */
export const suites = [
  {
    name: 'format',
    run: () =>
      runCheck([nodeModule('prettier/bin-prettier.js'), '--check', '.']),
  },
  {
    name: 'types',
    // The reports of the API depend on what an incremental build left.
    run: async () => {
      const count = await runCheck([
        nodeModule('typescript/bin/tsc'),
        ...['--incremental', 'false'],
      ]);
      if (count.failed === 0) {
        noteDeclaredTypes();
      }
      return count;
    },
  },
  {
    name: 'lint',
    run: () =>
      runCheck([
        nodeModule('@backstage/cli/bin/backstage-cli'),
        'repo',
        'lint',
        '--max-warnings=0',
      ]),
  },
  {
    name: 'api reports',
    run: () =>
      runCheck([
        nodeModule('@backstage/repo-tools/bin/backstage-repo-tools'),
        'api-reports',
        '--ci',
        '--allow-all-warnings',
        // It names files by their place on this machine.
        '--omit-messages',
        'ae-wrong-input-file-type',
        '--sql-reports',
      ]),
  },
  {
    name: 'repository',
    run: () => runNodeTests(globSync('scripts/**/*.test.mjs', { cwd: root })),
  },
  {
    name: 'unit and integration',
    run: runJest,
  },
  {
    name: 'other days',
    run: runOtherDays,
  },
  {
    name: 'crashes',
    run: () =>
      runCheck([
        inRepository('scripts/chaos.mjs'),
        ...['--faults', '200', '--minutes', '3', '--json'],
      ]),
  },
  {
    // In virtual time, so the same on each machine; other seeds are run by hand.
    name: 'simulator',
    run: () =>
      runCheck([
        inRepository('scripts/simulate.mjs'),
        ...['--seed', '1', '--seeds', '8', '--hours', '1.1'],
      ]),
  },
  {
    // Google's client loads parts of itself with import(), which Jest allows
    // only with this flag; with it, other clients can't be loaded.
    name: 'Google Cloud Storage',
    run: ({ folder, env }) =>
      runJest({
        folder,
        env: { ...env, NODE_OPTIONS: '--experimental-vm-modules' },
        args: ['src/storage/providers/providers.test.ts'],
      }),
  },
  {
    name: 'crashes of exports',
    run: async ({ env }) =>
      env.OPTIONAL_TEST_SERVERS && missingS3()
        ? { passed: 0, failed: 0, skipped: 1 }
        : runCheck(
            [
              '--require',
              nodeModule('@backstage/cli/config/nodeTransform.cjs'),
              inRepository('bench/index.ts'),
              'chaos-exports',
              ...['--rows', '15'],
            ],
            { env: { ...process.env, ...env } },
          ),
  },
  {
    name: 'newest Backstage',
    run: () =>
      runCheck([inRepository('scripts/compatibility-test.mjs'), 'newest']),
  },
  {
    name: 'browser',
    run: async ({ folder, env }) => {
      const browser = await provideBrowser();
      console.log(`The browser is ${browser}`);
      await buildAppIfNeeded();
      return runPlaywright({ folder, env: { ...env, BROWSER_PATH: browser } });
    },
  },
];
