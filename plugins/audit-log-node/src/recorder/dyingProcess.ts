import { Rule } from 'backstage-plugin-audit-log-common';
import { startRecorderProcess } from './recorderProcess';
import { begunOf } from '../tests/recordedEvents';

/** What a test tells the process that it kills. */
export interface DyingOrders {
  folder: string;
  /** Undefined where it dies before it knows anything. */
  rules: Rule[] | undefined;
  /** Operations that end, and one more of each plugin that doesn't. */
  count: number;
  plugins: string[];
}

/** Tells how each operation ended, by the id of its begin. */
export type DyingAnswer = { told: [string, string | undefined][] };

async function main({ folder, rules, count, plugins }: DyingOrders) {
  const { recorder } = startRecorderProcess(folder);
  if (rules) {
    recorder.learn({ recording: 'on', rules });
  }
  const told: DyingAnswer['told'] = [];
  for (let i = 0; i < count; i += 1) {
    const begun = begunOf({
      plugin: plugins[i % plugins.length],
      meta: { secret: 'SALARY 42' },
    });
    const operation = await recorder.begin(begun);
    const outcome = i % 3 ? 'succeeded' : 'failed';
    await operation.end({ ...begun, outcome });
    told.push([begun.id, outcome]);
  }
  for (const plugin of plugins) {
    const begun = begunOf({ plugin, meta: { secret: 'SALARY 42' } });
    await recorder.begin(begun);
    told.push([begun.id, undefined]);
  }
  process.send!({ told } satisfies DyingAnswer);
  // Until it is killed.
  setInterval(() => {}, 1000);
}

process.once('message', orders => {
  main(orders as DyingOrders).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
