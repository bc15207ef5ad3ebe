import { rowAfterKey } from './useRowKeys';

describe('rowAfterKey', () => {
  const options = { active: 5, count: 100, pageSize: 10 };

  it.each([
    ['ArrowDown', 6],
    ['j', 6],
    ['ArrowUp', 4],
    ['k', 4],
    ['PageDown', 15],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
    ['Enter', undefined],
    ['x', undefined],
  ])('%s leads to %s', (key, row) => {
    expect(rowAfterKey(key, options)).toBe(row);
  });

  it('stays within the rows', () => {
    expect(rowAfterKey('ArrowDown', { ...options, active: 99 })).toBe(99);
    expect(rowAfterKey('ArrowUp', { ...options, active: 0 })).toBe(0);
  });
});
