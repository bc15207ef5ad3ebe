import { RecordedEvent, Rule } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { RuleBook } from '../rules';
import { recorderOptions } from './recorderOptions';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';

const begun: RecordedEvent = {
  id: uuidv7(),
  startedAt: '2026-11-22T04:00:00.000Z',
  endedAt: null,
  durationMs: null,
  plugin: 'catalog',
  eventId: 'entity-fetch',
  action: 'by-name',
  category: 'CATALOG',
  severity: 'low',
  outcome: 'pending',
  amends: null,
  actor: { type: 'service', ref: 'plugin:search' },
  target: null,
  client: null,
  request: null,
  meta: { queryType: 'by-name' },
  error: null,
  instance: 'test',
};
const ended = (outcome: 'succeeded' | 'failed'): RecordedEvent => ({
  ...begun,
  endedAt: '2026-11-22T04:00:00.010Z',
  durationMs: 10,
  outcome,
  error: outcome === 'failed' ? { name: 'Error', message: 'no' } : null,
});
const dropping = (outcome: 'succeeded' | 'failed'): Rule => ({
  name: `drop what ${outcome}`,
  match: { outcome },
  effect: 'drop',
});

/** A recorder under `rules`, and the events that it appended. */
function recorderWith(rules: Rule[]) {
  const appended: RecordedEvent[] = [];
  const book = RuleBook.create({ rules });
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({ rules: book }),
  );
  recorder.attach({
    append: async events => {
      appended.push(...events);
      return {
        appended: events.length,
        duplicates: 0,
        completeTo: { sequence: String(appended.length), time: null },
      };
    },
  });
  recorder.learn({ recording: 'on' });
  return { recorder, appended, rules: book };
}

describe('a recorder with rules', () => {
  it('drops operations', async () => {
    const { recorder, appended } = recorderWith([dropping('succeeded')]);
    const operation = await recorder.begin(begun);
    await operation.end(ended('succeeded'));
    await recorder.record({ ...ended('succeeded'), id: uuidv7() });
    await recorder.flush();
    expect(appended).toEqual([]);
  });

  it('records a failure after a dropped success as the only event', async () => {
    const { recorder, appended } = recorderWith([dropping('succeeded')]);
    const operation = await recorder.begin(begun);
    await operation.end(ended('succeeded'));
    await operation.end(ended('failed'));
    await recorder.flush();
    expect(appended).toEqual([ended('failed')]);
  });

  it('records no success after a dropped failure', async () => {
    const { recorder, appended } = recorderWith([dropping('failed')]);
    const operation = await recorder.begin(begun);
    await operation.end(ended('failed'));
    await operation.end(ended('succeeded'));
    await recorder.flush();
    expect(appended).toEqual([]);
  });

  it('closes what a strict rule opened, whatever the other rules say', async () => {
    const { recorder, appended } = recorderWith([
      {
        name: 'strict',
        match: { outcome: 'pending' },
        effect: 'record',
        durability: 'strict',
      },
      dropping('succeeded'),
    ]);
    const operation = await recorder.begin(begun);
    expect(appended).toEqual([begun]);
    await operation.end(ended('succeeded'));
    await recorder.flush();
    expect(appended[1]).toEqual({
      ...ended('succeeded'),
      id: expect.not.stringMatching(begun.id),
      amends: begun.id,
    });
  });

  it('records no more detail than a rule allows', async () => {
    const { recorder, appended } = recorderWith([
      { name: 'sparse', match: {}, effect: 'record', detail: 'metadata' },
    ]);
    const operation = await recorder.begin(begun);
    await operation.end(ended('succeeded'));
    await recorder.flush();
    expect(appended).toEqual([
      { ...ended('succeeded'), meta: { '[left out]': "by the rule 'sparse'" } },
    ]);
  });

  it('counts each operation once for the rule that decides about it', async () => {
    const { recorder, rules } = recorderWith([
      dropping('succeeded'),
      { name: 'rest', match: {}, effect: 'record' },
    ]);
    const outcomes = [
      ['succeeded'],
      ['failed'],
      // As the catalog tells of what it doesn't have.
      ['succeeded', 'failed'],
      ['failed', 'succeeded'],
    ] as const;
    for (const ends of outcomes) {
      const id = uuidv7();
      const operation = await recorder.begin({ ...begun, id });
      for (const outcome of ends) {
        await operation.end({ ...ended(outcome), id });
      }
    }
    await recorder.record({ ...ended('succeeded'), id: uuidv7() });
    await recorder.begin({ ...begun, id: uuidv7() });
    expect(rules.hits()).toEqual([
      { name: 'drop what succeeded', hits: 3 },
      { name: 'rest', hits: 2 },
    ]);
    await recorder.drain();
    expect(rules.hits()[1]).toEqual({ name: 'rest', hits: 3 });
  });

  it('counts what was held when it is decided', async () => {
    const rules = RuleBook.create({});
    const recorder = DefaultAuditLogRecorder.create(recorderOptions({ rules }));
    for (const outcome of ['succeeded', 'failed'] as const) {
      const id = uuidv7();
      const operation = await recorder.begin({ ...begun, id });
      await operation.end({ ...ended(outcome), id });
    }
    recorder.learn({ recording: 'on', rules: [dropping('succeeded')] });
    expect(rules.hits()).toEqual([{ name: 'drop what succeeded', hits: 1 }]);
  });
});
