import { renderHook } from '@testing-library/react';
import { useLatest } from './useLatest';

describe('useLatest', () => {
  it('stays the same function and calls the latest one', () => {
    const first = jest.fn();
    const second = jest.fn();
    const { result, rerender } = renderHook(
      ({ callback }) => useLatest(callback),
      { initialProps: { callback: first } },
    );
    const stable = result.current;
    rerender({ callback: second });
    expect(result.current).toBe(stable);
    stable('a', 1);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledWith('a', 1);
  });
});
