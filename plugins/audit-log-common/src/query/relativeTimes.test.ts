import { relativeTimesOf } from './relativeTimes';

describe('relative times', () => {
  it.each([
    ['time>=-1m', ['time>=-1m']],
    ['plugin:catalog time:today', ['time:today']],
    ['-time:yesterday', ['-time:yesterday']],
    ['started<now', ['started<now']],
    ['time:-2d..now', ['time:-2d..now']],
    ['time:-2h..-1h outcome:failed', ['time:-2h..-1h']],
    ['time:2026,TODAY', ['time:2026,TODAY']],
    ['time>="-3w"', ['time>="-3w"']],
    ['time!=-5d time>-1s', ['time!=-5d', 'time>-1s']],
  ])('of %s are %j', (query, found) => {
    expect(relativeTimesOf(query)).toEqual(found);
  });

  it.each([
    '',
    'time:2026',
    'time>=2026-11-30 time<2026-12-01T10:00',
    'time:2026-11-22T14:00..2026-11-22T14:10',
    'today yesterday "time>=-1m"',
    'meta.time:today',
    'meta.time:-1h',
    'duration>=1h',
    'error:today',
    'time:nonsense',
  ])('are none of %s', query => {
    expect(relativeTimesOf(query)).toEqual([]);
  });
});
