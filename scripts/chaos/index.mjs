import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Portal } from './Portal.mjs';
import { bundlePrograms } from './bundle.mjs';
import { anyFault } from './faults.mjs';
import { profiles } from './profiles.mjs';

/**
 * @returns how many faults of each kind there were, what was promised, and
 * the problems that were found
 */
export async function runChaos(options) {
  const { faults, maxMinutes, keep, say } = options;
  const profile = profiles[options.profile];
  const [leastMs, mostMs] = profile.pauseMs;
  const startedAt = Date.now();
  const programs = await bundlePrograms();
  const portal = await Portal.start({ programs, profile });
  say(`Everything runs. Logs and journals: ${portal.folder}`);
  const injected = {};
  let isSound = false;
  try {
    const isTimeUp = () => Date.now() - startedAt > maxMinutes * 60_000;
    for (let count = 0; count < faults && !isTimeUp(); ) {
      await delay(leastMs + Math.random() * (mostMs - leastMs));
      // Faults that meet nobody at work would show nothing.
      await portal.whenAnyReady();
      const { name, inject } = anyFault(profile.shares);
      if ((await inject(portal)) !== false) {
        count += 1;
        injected[name] = (injected[name] ?? 0) + 1;
        if (count % profile.sayEvery === 0) {
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
        [programs.entry('verify'), portal.logConnection, portal.ledgerPath],
        { cwd: programs.cwd, maxBuffer: 64 * 1024 * 1024 },
      ).toString(),
    );
    isSound = verified.problemCount === 0;
    const total = read =>
      portal.backends.reduce((sum, backend) => sum + read(backend), 0);
    return {
      faults: injected,
      kills: total(({ kills }) => kills),
      backendStarts: total(({ starts }) => starts),
      memoryPeakMb: await portal.memoryPeakMb(),
      resolved: portal.ledger.counts,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      ...verified,
    };
  } finally {
    await portal.close();
    programs.remove();
    if (!keep && isSound) {
      portal.clean();
    }
  }
}
