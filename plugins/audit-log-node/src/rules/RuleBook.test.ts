import { ConfigReader } from '@backstage/config';
import { RecordedEvent, Rule } from 'backstage-plugin-audit-log-common';
import { RuleBook } from './RuleBook';

const event: RecordedEvent = {
  id: '0190f7a0-0000-7000-8000-000000000000',
  startedAt: '2026-11-22T04:00:00.000Z',
  endedAt: '2026-11-22T04:00:00.010Z',
  durationMs: 10,
  plugin: 'catalog',
  eventId: 'entity-fetch',
  action: 'by-refs',
  category: 'CATALOG',
  severity: 'low',
  outcome: 'succeeded',
  amends: null,
  actor: { type: 'service', ref: 'plugin:search' },
  target: null,
  client: { ip: '10.0.0.1' },
  request: { method: 'GET', path: '/api/catalog/entities' },
  meta: { queryType: 'by-refs' },
  error: null,
  instance: 'host-1',
};

const rule = (fields: Partial<Rule>): Rule => ({
  name: 'mine',
  match: {},
  effect: 'record',
  ...fields,
});
const fromConfig = (auditLog: object) =>
  RuleBook.fromConfig(new ConfigReader({ auditLog } as never));

describe('RuleBook', () => {
  it('puts the rules of the configuration before the defaults', () => {
    expect(fromConfig({}).decide(event).event).toBeUndefined();
    expect(fromConfig({ defaultRules: false }).decide(event).event).toEqual(
      event,
    );
    expect(
      fromConfig({
        rules: [
          { name: 'keep', match: { actor: 'plugin:search' }, effect: 'record' },
        ],
      }).decide(event).event,
    ).toEqual(event);
  });

  it.each([
    [{ rules: 'all' }, "'auditLog.rules'"],
    [{ rules: [{ match: {}, effect: 'drop' }] }, "'auditLog.rules[0].name'"],
    [
      { rules: [{ name: 'a', match: { outcome: ['ok'] }, effect: 'drop' }] },
      "'auditLog.rules[0].match.outcome'",
    ],
  ])('refuses %j and says where', (auditLog, where) => {
    expect(() => fromConfig(auditLog)).toThrow(where);
  });

  it('leaves out what a level of detail excludes, and says so', () => {
    const failed: RecordedEvent = {
      ...event,
      outcome: 'failed',
      error: { name: 'NotFoundError', message: 'No entity' },
    };
    const at = (detail: Rule['detail']) =>
      RuleBook.create({ rules: [rule({ detail })] }).decide(failed).event;
    expect(at('full')).toEqual(failed);
    expect(at('metadata')).toEqual({
      ...failed,
      meta: { '[left out]': "by the rule 'mine'" },
    });
    expect(at('none')).toEqual({
      ...failed,
      client: null,
      request: null,
      meta: { '[left out]': "by the rule 'mine'" },
      error: { name: 'NotFoundError', message: '[left out]' },
    });
  });

  it('counts what each rule decided, and anew when they change', () => {
    const book = RuleBook.create({
      rules: [rule({ match: { outcome: 'failed' } })],
      defaults: [rule({ name: 'rest', effect: 'drop' })],
    });
    book.count(book.decide(event));
    book.count(book.decide(event));
    book.count(book.decide({ ...event, outcome: 'failed' }));
    expect(book.hits()).toEqual([
      { name: 'mine', hits: 1 },
      { name: 'rest', hits: 2 },
    ]);

    book.use([rule({ name: 'all' })]);
    book.count(book.decide(event));
    expect(book.hits()).toEqual([
      { name: 'all', hits: 1 },
      { name: 'rest', hits: 0 },
    ]);
  });

  it('keeps what closes an operation that is in the log', () => {
    const book = RuleBook.create({ rules: [rule({ effect: 'drop' })] });
    const amending = { ...event, amends: event.id };
    expect(book.decide(event).event).toBeUndefined();
    expect(book.decide(amending).event).toEqual(amending);
  });
});
