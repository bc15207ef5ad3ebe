import { RecordedEvent, Rule } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
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
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({ ruleList: rules }),
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
  return { recorder, appended };
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
});
