import { join } from 'node:path';
import { startPrivatePostgres } from '../testing/index.mjs';
import {
  act,
  enable,
  enterPortal,
  explore,
  exportEverything,
} from './browse.mjs';
import { checkEvents, checkExport, checkStatus } from './checks.mjs';
import { runPortal } from './runPortal.mjs';
import { startStorage } from './storage.mjs';

/**
 * Starts a built portal on a PostgreSQL of its own, uses it in a browser, and
 * looks at what the audit log has of it.
 *
 * @param options.image - the folder of the build
 * @param options.stage - runs a step under a name
 * @returns what is not as it should be, a line each
 */
export async function testPortal({ image, stage }) {
  const postgres = await startPrivatePostgres();
  let storage;
  try {
    storage = await stage('storage', () =>
      startStorage({ folder: join(image, 'exported') }),
    );
    const portal = await stage('start', () =>
      runPortal({
        image,
        storage: storage.config,
        postgres: postgres.connectionString,
      }),
    );
    try {
      return await stage('use', () =>
        usePortal({ url: portal.url, image, storage }),
      );
    } catch (error) {
      throw new Error(
        `${error.message}\n\nThe portal printed:\n${portal
          .log()
          .slice(-10_000)}`,
      );
    } finally {
      await stage('stop', () => portal.stop());
    }
  } finally {
    await storage?.stop();
    await postgres.stop();
  }
}

async function usePortal({ url, image, storage }) {
  const { integration } = storage;
  const visit = { ...(await enterPortal(url)), integration };
  try {
    for (const step of [enable, act, explore, exportEverything]) {
      await step(visit).catch(async error => {
        const picture = join(image, '..', `${step.name}.png`);
        await visit.page.screenshot({ path: picture });
        throw new Error(`${step.name}: ${error.message}\nSee ${picture}`);
      });
      console.log(`  ${step.name}: done`);
    }
    return [
      ...(await checkEvents(visit)),
      ...(await checkStatus(visit)),
      ...(await checkExport({
        ...visit,
        image,
        exported: await storage.collect(),
      })),
      ...visit.errors.map(error => `A script of the page failed: ${error}`),
    ];
  } finally {
    await visit.close();
  }
}
