import { isRelativeRange, relativeRanges, resolveRange } from './timeRange';

const now = new Date('2026-11-22T12:00:00.000Z');

describe('resolveRange', () => {
  it.each([
    ['15m', '2026-11-22T11:45:00.000Z'],
    ['4h', '2026-11-22T08:00:00.000Z'],
    ['7d', '2026-11-15T12:00:00.000Z'],
  ] as const)('goes back %s from now and leaves the end open', (last, from) => {
    expect(resolveRange({ kind: 'relative', last }, now)).toEqual({ from });
  });

  it('takes absolute bounds as they are', () => {
    const from = '2026-11-01T00:00:00.000Z';
    expect(resolveRange({ kind: 'absolute', from }, now)).toEqual({
      from,
      to: undefined,
    });
  });

  it('has no bounds for all time', () => {
    expect(resolveRange({ kind: 'all' }, now)).toEqual({});
  });
});

describe('isRelativeRange', () => {
  it('knows what the picker offers and other lengths', () => {
    expect([...relativeRanges, '2h'].every(isRelativeRange)).toBe(true);
    expect(
      ['', '0h', '24H', 'all', '-7d', '99999d'].some(isRelativeRange),
    ).toBe(false);
  });
});
