import { join } from 'node:path';
import { packPlugins, packedIn } from '../packing/index.mjs';
import { buildPortal } from './buildPortal.mjs';
import { findMissingContents } from './contents.mjs';
import { findSecondCopies } from './copies.mjs';
import { keepLock, makePortal } from './makePortal.mjs';
import { createStages } from './stages.mjs';
import { testPortal } from './testPortal.mjs';

/**
 * Makes a portal on a release of Backstage with the packed audit log, builds
 * it, starts it and uses it, all as an adopter would.
 *
 * @param options.release - of Backstage
 * @param options.folder - what is made goes there
 * @param options.packed - a folder with packed plugins; they are packed where
 * none is given
 * @param options.updateLock - whether what was installed is to be the lock
 * file of the release from now on
 * @returns what is not as it should be, a line each
 */
export async function testRelease({ release, folder, packed, updateLock }) {
  const { stage, summary } = createStages();
  const portal = join(folder, 'portal');
  const image = join(folder, 'image');
  const tarballs = packed
    ? packedIn(packed)
    : await stage('packing', () => packPlugins(folder));
  const lock = await stage('installation', () =>
    makePortal({ folder: portal, release, tarballs }),
  );
  lock.added.forEach(line => console.log(`  not in the lock file: ${line}`));
  if (updateLock) {
    keepLock({ folder: portal, release });
  }
  const wrong = updateLock ? [] : lock.moved.map(line => `Moved: ${line}`);
  await buildPortal({ folder: portal, image, stage });
  const copies = [
    ...findSecondCopies(portal),
    ...findSecondCopies(image, { mayLack: true }),
  ];
  wrong.push(...copies.map(line => `Not one copy of ${line}`));
  wrong.push(...findMissingContents(portal, Object.keys(tarballs)));
  wrong.push(...(await testPortal({ image, stage })));
  console.log(summary());
  return wrong;
}
