import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, succeed } from '../toolchain/index.mjs';

/**
 * Runs the Yarn of a portal in it.
 *
 * @throws Error with what it printed where it fails
 */
export async function portalYarn(folder, args, { env } = {}) {
  const releases = join(folder, '.yarn/releases');
  const [release] = readdirSync(releases);
  return succeed(
    `yarn ${args.join(' ')}`,
    run(process.execPath, [join(releases, release), ...args], {
      cwd: folder,
      quiet: true,
      env: {
        ...process.env,
        // The tarballs are others each time.
        YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        ...env,
      },
    }),
  );
}
