import { createMockDirectory } from '@backstage/backend-test-utils';
import { Rule } from 'backstage-plugin-audit-log-common';
import { fork } from 'node:child_process';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { DyingAnswer, DyingOrders } from './dyingProcess';
import { startRecorderProcess } from './recorderProcess';

jest.setTimeout(180_000);

const directory = createMockDirectory();

/** Lets a process audit, and kills it when all of its calls have resolved. */
function kill(orders: DyingOrders): Promise<DyingAnswer['told']> {
  return new Promise((resolve, reject) => {
    const child = fork(require.resolve('./dyingProcess.ts'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    });
    let told: DyingAnswer['told'] | undefined;
    child.on('message', (message: object) => {
      // The transform of TypeScript sends messages of its own.
      if ('told' in message) {
        told = (message as DyingAnswer).told;
        child.kill('SIGKILL');
      }
    });
    child.once('error', reject);
    child.once('exit', code =>
      told
        ? resolve(told)
        : reject(new Error(`The process ended with code ${code}`)),
    );
    child.send(orders);
  });
}

const rules: Rule[] = [
  { name: 'all', match: { plugin: 'muted' }, effect: 'drop' },
  {
    name: 'well',
    match: { plugin: 'chatty', outcome: 'succeeded' },
    effect: 'drop',
  },
  {
    name: 'sparse',
    match: { plugin: 'discreet' },
    effect: 'record',
    detail: 'metadata',
  },
];
const plugins = ['muted', 'chatty', 'discreet', 'plain'];

describe('a process that is killed', () => {
  it.each([
    ['with rules that it knew', rules],
    ['before it knew any', undefined],
  ])(
    'leaves no operation that had ended as unknown, and nothing that was left out, %s',
    async (_, known) => {
      directory.clear();
      const folder = directory.path;
      const told = await kill({ folder, rules: known, count: 120, plugins });

      const { recorder, stop } = startRecorderProcess(folder);
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      recorder.learn({ recording: 'on', rules });
      await recorder.flush();
      const expected = told.flatMap(([id, outcome], index) => {
        const plugin = plugins[index % plugins.length];
        const isDropped =
          plugin === 'muted' ||
          (plugin === 'chatty' && outcome === 'succeeded');
        return isDropped ? [] : [[id, outcome ?? 'unknown']];
      });
      expect(
        sink.events.map(({ id, outcome }) => [id, outcome]).sort(),
      ).toEqual(expected.sort());
      expect(recorder.takeIncomplete()).toHaveLength(3);
      for (const { plugin, meta } of sink.events) {
        expect([plugin, JSON.stringify(meta).includes('SALARY')]).toEqual([
          plugin,
          plugin !== 'discreet',
        ]);
      }
      stop();
    },
  );
});
