import { createMockDirectory } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { RecordedEvent, Rule } from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import {
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import {
  declareDead,
  journalTexts,
  startRecorderProcess,
} from './recorderProcess';
import { begunOf, eventOf } from '../tests/recordedEvents';
import { RecordedOperation } from './types';

const directory = createMockDirectory();

const rules: Rule[] = [
  { name: 'all', match: { plugin: 'muted' }, effect: 'drop' },
  {
    name: 'well',
    match: { plugin: 'chatty', outcome: 'succeeded' },
    effect: 'drop',
  },
  {
    name: 'lost',
    match: { plugin: 'careless', outcome: 'unknown' },
    effect: 'drop',
  },
  {
    name: 'sparse',
    match: { plugin: 'discreet' },
    effect: 'record',
    detail: 'metadata',
  },
];
const plugins = ['muted', 'chatty', 'careless', 'discreet', 'plain'] as const;
type Plugin = (typeof plugins)[number];

/** What the rules above say, told once more by hand. */
function isKept(plugin: Plugin, outcome: RecordedEvent['outcome']): boolean {
  switch (plugin) {
    case 'muted':
      return false;
    case 'chatty':
      return outcome !== 'succeeded';
    case 'careless':
      return outcome !== 'unknown';
    default:
      return true;
  }
}

interface Plan {
  plugin: Plugin;
  outcome: 'succeeded' | 'failed' | undefined;
}

const secret = 'kept out';

/** The one file that a process writes which takes events of low severity. */
function segmentOf(folder: string): string | undefined {
  const name = readdirSync(folder).find(entry => entry.endsWith('.jsonl'));
  return name && join(folder, name);
}

/** Runs operations side by side; tells how long the journal was after each step. */
async function run(plans: Plan[], learnsAt: number) {
  const { recorder, journalFolder, stop } = startRecorderProcess(
    directory.path,
  );
  const length = () => {
    const path = segmentOf(journalFolder);
    return path ? readFileSync(path).length : 0;
  };
  const told = plans.map(plan => ({
    ...plan,
    begun: begunOf({ plugin: plan.plugin, meta: { secret } }),
    begunAt: Infinity,
    endedAt: Infinity,
  }));
  const operations: RecordedOperation[] = [];
  let step = 0;
  const next = () => {
    if (step === learnsAt) {
      recorder.learn({ recording: 'on', rules });
    }
    step += 1;
  };
  for (const operation of told) {
    next();
    operations.push(await recorder.begin(operation.begun));
    operation.begunAt = length();
  }
  for (const [index, operation] of told.entries()) {
    if (operation.outcome) {
      next();
      await operations[index].end({
        ...operation.begun,
        outcome: operation.outcome,
      });
      operation.endedAt = length();
    }
  }
  return { told, stop, path: segmentOf(journalFolder), length: length() };
}

describe('a decision', () => {
  it('is the same for the next process, wherever the journal is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            plugin: fc.constantFrom(...plugins),
            outcome: fc.constantFrom('succeeded', 'failed', undefined),
          }) as fc.Arbitrary<Plan>,
          { minLength: 1, maxLength: 8 },
        ),
        // Before, between and after the steps.
        fc.nat(18),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (plans, learnsAt, share) => {
          directory.clear();
          const died = await run(plans, learnsAt);
          const cut = Math.round(died.length * share);
          if (died.path) {
            truncateSync(died.path, cut);
          }
          declareDead(directory.path);

          const { recorder, stop } = startRecorderProcess(directory.path);
          const sink = new MemoryEventSink();
          recorder.attach(sink);
          recorder.learn({ recording: 'on', rules });
          await recorder.flush();
          const expected = died.told.flatMap(
            ({ plugin, outcome, begun, begunAt, endedAt }) => {
              const ended =
                endedAt <= cut && outcome ? outcome : ('unknown' as const);
              return begunAt <= cut && isKept(plugin, ended)
                ? [[begun.id, ended]]
                : [];
            },
          );
          expect(
            sink.events.map(({ id, outcome }) => [id, outcome]).sort(),
          ).toEqual(expected.sort());
          expect(
            recorder.takeIncomplete().map(({ id, outcome }) => [id, outcome]),
          ).toEqual(
            expect.arrayContaining(
              expected.filter(([, outcome]) => outcome === 'unknown'),
            ),
          );
          for (const { plugin, meta } of sink.events) {
            expect([plugin, JSON.stringify(meta).includes(secret)]).toEqual([
              plugin,
              plugin !== 'discreet',
            ]);
          }
          died.stop();
          stop();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('costs a short line for what is dropped when it ends, and nothing for what is dropped whatever comes', async () => {
    const cost = async (plugin: Plugin) => {
      directory.clear();
      const { told, length, stop, path } = await run(
        [{ plugin, outcome: 'succeeded' }],
        0,
      );
      const lines = path ? readFileSync(path, 'utf8').trim().split('\n') : [];
      stop();
      return { ofEnd: length - told[0].begunAt, lines: lines.length };
    };
    expect(await cost('muted')).toEqual({ ofEnd: 0, lines: 0 });
    expect(await cost('chatty')).toEqual({
      ofEnd: '{"d":""}\n'.length + 36,
      lines: 2,
    });
  });

  it('is told of an end whose own line went before that of the begin', async () => {
    directory.clear();
    const first = startRecorderProcess(directory.path);
    const sink = new MemoryEventSink();
    first.recorder.attach(sink);
    first.recorder.learn({ recording: 'on', rules: [] });
    // The end is of another severity, and so in another file; both begins
    // share one.
    const [begun, open] = [begunOf(), begunOf()];
    const operation = await first.recorder.begin(begun);
    await first.recorder.begin(open);
    await operation.end({ ...begun, severity: 'high', outcome: 'succeeded' });
    await first.recorder.flush();
    for (const name of readdirSync(first.journalFolder)) {
      if (name.endsWith('-high.jsonl')) {
        writeFileSync(join(first.journalFolder, name), '');
      }
    }
    expect(journalTexts(directory.path)).toContain(`{"d":"${begun.id}"}`);
    first.recorder.close();
    declareDead(directory.path);

    const { recorder, stop } = startRecorderProcess(directory.path);
    recorder.attach(sink);
    recorder.learn({ recording: 'on', rules: [] });
    await recorder.flush();
    expect(recorder.takeIncomplete().map(({ id }) => id)).toEqual([open.id]);
    first.stop();
    stop();
  });

  it('is told of every end, however often files came and went', async () => {
    directory.clear();
    // A file has room for a few lines.
    const first = startRecorderProcess(directory.path, { maxBytes: 64 * 1024 });
    const sink = new MemoryEventSink();
    first.recorder.attach(sink);
    first.recorder.learn({ recording: 'on', rules });
    const open: RecordedEvent[] = [];
    const running: (() => Promise<void>)[] = [];
    for (let i = 0; i < 400; i += 1) {
      const begun = begunOf({
        plugin: plugins[i % plugins.length],
        severity: i % 7 ? 'low' : 'high',
      });
      const operation = await first.recorder.begin(begun);
      running.push(() =>
        operation.end({
          ...begun,
          // As where the end is graver than the begin.
          severity: i % 5 ? begun.severity : 'medium',
          outcome: i % 3 ? 'succeeded' : 'failed',
        }),
      );
      if (i % 49 === 17) {
        running.pop();
        open.push(begun);
      }
      // Some end at once, others after many that began later.
      while (running.length > (i % 11) * 3) {
        await running.shift()!();
      }
      if (i % 20 === 0) {
        await first.recorder.flush();
      }
    }
    await Promise.all(running.map(end => end()));
    await first.recorder.flush();
    first.recorder.close();
    declareDead(directory.path);

    const { recorder, stop } = startRecorderProcess(directory.path);
    recorder.learn({ recording: 'on', rules });
    const told = recorder.takeIncomplete().map(({ id }) => id);
    const expected = open
      .filter(({ plugin }) => isKept(plugin as Plugin, 'unknown'))
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(3);
    expect(told.sort()).toEqual(expected.sort());
    first.stop();
    stop();
  });

  it('is written once the disk takes lines again', async () => {
    directory.clear();
    let now = Date.now();
    const first = startRecorderProcess(directory.path, { now: () => now });
    first.recorder.learn({
      recording: 'on',
      rules: [
        { name: 'well', match: { outcome: 'succeeded' }, effect: 'drop' },
      ],
    });
    const [begun, open] = [begunOf(), begunOf()];
    const operation = await first.recorder.begin(begun);
    await first.recorder.begin(open);
    first.journal.reportTrouble(new Error('no space left'));
    await operation.end({ ...begun, outcome: 'succeeded' });
    expect(journalTexts(directory.path)).not.toContain('{"d"');
    now += 60_000;
    const later = begunOf();
    await first.recorder.begin(later);
    first.recorder.close();
    declareDead(directory.path);

    const { recorder, stop } = startRecorderProcess(directory.path);
    recorder.learn({ recording: 'on', rules: [] });
    expect(
      recorder
        .takeIncomplete()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([open.id, later.id].sort());
    first.stop();
    stop();
  });

  it('to put an event aside is not made anew by the next process', async () => {
    directory.clear();
    const sink = new MemoryEventSink();
    const [refused, held] = [eventOf(), begunOf()];
    sink.refuses = ({ id }) => id === refused.id;
    sink.refusal = () => new InputError('too long');
    const first = startRecorderProcess(directory.path);
    first.recorder.attach(sink);
    first.recorder.learn({ recording: 'on', rules: [] });
    await first.recorder.begin(held);
    await first.recorder.record(refused);
    // What is on its way to quarantine is refused once more, if need be.
    while (!journalTexts(directory.path).includes(`{"x":"${refused.id}"}`)) {
      await new Promise(setImmediate);
    }
    first.recorder.close();
    declareDead(directory.path);

    for (const isDiscarded of [false, true]) {
      const { recorder, stop } = startRecorderProcess(directory.path);
      const offered: string[] = [];
      recorder.attach({
        append: async events => {
          offered.push(...events.map(({ id }) => id));
          return sink.append(events);
        },
      });
      recorder.learn({ recording: 'on', rules: [] });
      await recorder.flush();
      expect(offered.includes(refused.id)).toBe(false);
      expect(recorder.status().quarantined).toBe(isDiscarded ? 0 : 1);
      await recorder.begin(begunOf());
      await recorder.discard([refused.id]);
      recorder.close();
      declareDead(directory.path);
      stop();
    }
    first.stop();
  });
});
