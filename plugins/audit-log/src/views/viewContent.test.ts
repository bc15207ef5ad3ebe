import { aView } from '../fixtures';
import { defaultRange } from '../range';
import { contentOf, isChanged, savedContent } from './viewContent';

const full = aView({
  query: 'plugin:auth',
  timeRange: { kind: 'relative', last: '30d' },
  columns: ['time', 'actor'],
});

describe('view content', () => {
  it('is what was saved when it is opened', () => {
    expect(savedContent(contentOf(full))).toEqual({
      query: full.query,
      timeRange: full.timeRange,
      columns: full.columns,
    });
    expect(isChanged(full, contentOf(full))).toBe(false);
  });

  it('leaves range and columns to the reader where the view has none', () => {
    const view = aView({ timeRange: null, columns: null });
    const content = contentOf(view);
    expect(content.range).toEqual(defaultRange);
    expect(isChanged(view, { ...content, columns: ['time'] })).toBe(false);
    expect(isChanged(view, { ...content, range: { kind: 'all' } })).toBe(false);
  });

  it.each([
    ['query', { q: 'plugin:catalog' }],
    ['range', { range: { kind: 'all' as const } }],
    ['columns', { columns: ['actor', 'time'] }],
  ])('notices another %s', (_, change) => {
    expect(isChanged(full, { ...contentOf(full), ...change })).toBe(true);
  });

  it('does not depend on the order of keys in an answer', () => {
    const view = aView({ timeRange: { last: '30d', kind: 'relative' } });
    expect(
      isChanged(view, {
        q: view.query,
        range: { kind: 'relative', last: '30d' },
      }),
    ).toBe(false);
  });
});
