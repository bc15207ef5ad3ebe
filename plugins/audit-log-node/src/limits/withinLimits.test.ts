import { recordedEventSchema } from 'backstage-plugin-audit-log-common';
import { eventOf } from '../tests/recordedEvents';
import { eventLimits } from './eventLimits';
import { overLimit } from './overLimit';
import { withinLimits } from './withinLimits';

const long = '文'.repeat(3_000);

describe('withinLimits', () => {
  it('leaves an event as it is where there is nothing to change', () => {
    const event = eventOf({ error: { name: 'Error', message: 'x' } });
    expect(withinLimits(event)).toBe(event);
  });

  const texts = Object.keys(eventLimits).filter(
    field => field !== 'meta' && field !== 'category',
  );

  it.each(texts)('cuts a long %s to what the log takes', field => {
    const event = eventOf({ error: { name: 'Error', message: 'x' } });
    const [group, member] = field.split('.');
    Object.assign(event, {
      [group]: member ? { ...event[group as 'actor'], [member]: long } : long,
    });
    expect(overLimit(event)).toMatchObject({ field });
    const within = withinLimits(event);
    expect(overLimit(within)).toBeUndefined();
    expect(recordedEventSchema.safeParse(within).error).toBeUndefined();
    expect(JSON.stringify(within)).not.toContain(long);
    expect(JSON.stringify(within)).toMatch(/文(?:…|\[truncated)/);
  });

  it.each<[string, object, object]>([
    ['a category nobody can have', { category: 'a b' }, { category: 'OTHER' }],
    ['a category that is a list', { category: ['API'] }, { category: 'OTHER' }],
    ['an action that is a number', { action: 7 }, { action: null }],
    ['an empty name', { eventId: '' }, { eventId: 'unnamed' }],
    ['a target without a name', { target: { type: 'x' } }, { target: null }],
    [
      'a target of the wrong kind',
      { target: { type: 'x', ref: 'y', name: {}, more: 1 } },
      { target: { type: 'x', ref: 'y' } },
    ],
    ['a duration without end', { durationMs: Infinity }, { durationMs: null }],
    [
      'a status that is none',
      { request: { status: NaN, path: '/' } },
      { request: { path: '/' } },
    ],
    [
      'a kind of actor nobody knows',
      { actor: { type: 'robot', ref: 'x' } },
      { actor: { type: 'anonymous', ref: 'x' } },
    ],
    [
      'characters that PostgreSQL refuses',
      { error: { name: 'E\0', message: '\ud800' } },
      { error: { name: 'E\uFFFD', message: '\uFFFD' } },
    ],
  ])('mends %s', (_, given, expected) => {
    const within = withinLimits(eventOf(given));
    expect(within).toMatchObject(expected);
    expect(recordedEventSchema.safeParse(within).error).toBeUndefined();
  });
});
