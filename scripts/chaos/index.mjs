import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../toolchain/index.mjs';
import { Portal } from './Portal.mjs';
import { anyFault } from './faults.mjs';

/** Time between two faults, in milliseconds: from, to. */
const PAUSE_MS = [50, 900];

/**
 * @returns how many faults of each kind there were, what was promised, and
 * the problems that were found
 */
export async function runChaos({ faults, maxMinutes, keep, say }) {
  const startedAt = Date.now();
  const portal = await Portal.start();
  say(`Everything runs. Logs and journals: ${portal.folder}`);
  const injected = {};
  try {
    const isTimeUp = () => Date.now() - startedAt > maxMinutes * 60_000;
    for (let count = 0; count < faults && !isTimeUp(); ) {
      await delay(PAUSE_MS[0] + Math.random() * (PAUSE_MS[1] - PAUSE_MS[0]));
      // Faults that meet nobody at work would show nothing.
      await portal.whenAnyReady();
      const { name, inject } = anyFault();
      if ((await inject(portal)) !== false) {
        count += 1;
        injected[name] = (injected[name] ?? 0) + 1;
        if (count % 20 === 0) {
          const peak = await portal.memoryPeakMb();
          say(`At most ${peak} MB of memory in one backend so far`);
          say(
            `${count} faults, ${
              portal.ledger.counts.began
            } operations, ${Math.round((Date.now() - startedAt) / 1000)} s`,
          );
        }
      }
    }
    await portal.settle();
    const verified = JSON.parse(
      execFileSync(
        process.execPath,
        [
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          'scripts/chaos/verify.ts',
          portal.logConnection,
          portal.ledgerPath,
        ],
        { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      ).toString(),
    );
    return {
      faults: injected,
      backendStarts: portal.backends.reduce(
        (sum, { starts }) => sum + starts,
        0,
      ),
      memoryPeakMb: await portal.memoryPeakMb(),
      resolved: portal.ledger.counts,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      ...verified,
    };
  } finally {
    await portal.close();
    if (!keep) {
      portal.clean();
    }
  }
}
