/**
 * `npm run activity`: the same as `yarn workspace backend activity`, for those
 * who have no Yarn. Arguments follow `--`.
 */
import { inRepository, run } from './toolchain/index.mjs';

const { code } = await run(
  process.execPath,
  [
    '--require',
    inRepository('node_modules/@backstage/cli/config/nodeTransform.cjs'),
    'src/activity/main.ts',
    ...process.argv.slice(2),
  ],
  { cwd: inRepository('packages/backend'), stdio: 'inherit' },
);
process.exitCode = code;
