import {
  ExplorerState,
  readExplorerState,
  writeExplorerState,
} from './explorerState';

const nothing = new URLSearchParams();

describe('explorer state in the URL', () => {
  it.each<[string, Partial<ExplorerState>]>([
    ['a query', { q: 'actor:ada "a & b" meta."x.y":1' }],
    ['a relative range', { range: { kind: 'relative', last: '1h' } }],
    ['all time', { range: { kind: 'all' } }],
    [
      'an absolute range',
      {
        range: {
          kind: 'absolute',
          from: '2026-11-22T00:00:00.000Z',
          to: '2026-11-22T01:00:00.000Z',
        },
      },
    ],
    [
      'an open range',
      { range: { kind: 'absolute', from: '2026-11-22T00:00:00.000Z' } },
    ],
    ['columns in order', { columns: ['plugin', 'time', 'meta.taskId'] }],
    ['a chart', { chart: 'outcome.1d.lines' }],
    ['an open event', { event: '01928f3c-0000-7000-8000-000000000001' }],
  ])('carries %s', (_, change) => {
    const params = writeExplorerState(nothing, change);
    const copied = new URLSearchParams(params.toString());
    expect(readExplorerState(copied)).toMatchObject(change);
  });

  it('is empty where the reader chose nothing', () => {
    expect(writeExplorerState(nothing, {}).toString()).toBe('');
    const closed = writeExplorerState(
      new URLSearchParams('q=a&event=b&range=1h'),
      { q: '', event: undefined, range: readExplorerState(nothing).range },
    );
    expect(closed.toString()).toBe('');
  });

  it('changes one part and leaves the others and foreign ones', () => {
    const params = new URLSearchParams('q=a&range=1h&theme=x');
    const next = writeExplorerState(params, { event: 'e' });
    expect(Object.fromEntries(next)).toEqual({
      q: 'a',
      range: '1h',
      event: 'e',
      theme: 'x',
    });
  });

  it.each([
    'range=forever',
    'from=yesterday',
    'from=&to=',
    'to=9999-99-99',
    'columns=',
  ])('falls back to the default for %s', search => {
    expect(readExplorerState(new URLSearchParams(search))).toEqual(
      readExplorerState(nothing),
    );
  });
});
