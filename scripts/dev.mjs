/**
 * `yarn dev`: the portal while its code is changed. The backend restarts and
 * the app, at http://localhost:3000, reloads by itself.
 */
import { mkdirSync } from 'node:fs';
import {
  checkNodeVersion,
  inRepository,
  installIfNeeded,
  run,
} from './toolchain/index.mjs';

checkNodeVersion();
await installIfNeeded();
mkdirSync(inRepository('.data'), { recursive: true });

const { code } = await run(
  process.execPath,
  [
    inRepository('node_modules/@backstage/cli/bin/backstage-cli'),
    'repo',
    'start',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, APP_CONFIG_app_baseUrl: 'http://localhost:3000' },
  },
);
process.exitCode = code;
