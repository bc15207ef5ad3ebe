import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { percent } from './append';
import { createPostgres } from './databases';
import { median, timeMs } from './measure';

/** How many replicas are compared with one. */
const SIZES = [1, 2, 4];

/**
 * Events per second that several replicas commit together into one
 * PostgreSQL, next to what one of them commits alone.
 */
export async function benchReplicas(options: {
  events: number;
  runs: number;
}): Promise<void> {
  const { events, runs } = options;
  const times = new Map<number, number[]>();
  for (let run = 0; run < runs; run += 1) {
    for (const size of SIZES) {
      const ms = await recordBy(size, events);
      times.set(size, [...(times.get(size) ?? []), ms]);
      console.log(
        `run ${run + 1}: ${size} replicas ${Math.round(
          (events / ms) * 1000,
        )} events/s`,
      );
    }
  }
  const alone = times.get(1) ?? [];
  for (const size of SIZES.slice(1)) {
    const ratios = (times.get(size) ?? []).map((ms, run) => alone[run] / ms);
    console.log(
      `${size} replicas: ${percent(median(ratios))} of one (median of ${runs})`,
    );
  }
}

async function recordBy(size: number, events: number): Promise<number> {
  const { name, drop } = await createPostgres();
  const children = Array.from({ length: size }, () =>
    fork(require.resolve('./replica.ts'), [name, `${events / size}`], {
      execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    }),
  );
  await Promise.all(children.map(child => heard(child, 'ready')));
  const done = children.map(child => heard(child, 'done'));
  const ms = await timeMs(() => {
    children.forEach(child => child.send('go'));
    return Promise.all(done);
  });
  const ended = children.map(child => once(child, 'exit'));
  children.forEach(child => child.disconnect());
  await Promise.all(ended);
  await drop();
  return ms;
}

/** The transform of TypeScript sends messages of its own. */
function heard(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', message => {
      if (message === wanted) {
        resolve();
      }
    });
    child.once('exit', code => reject(new Error(`Ended with code ${code}`)));
  });
}
