import { useNavigate } from 'react-router-dom';
import { navigationOf } from './useAppNavigate';

describe('navigationOf', () => {
  it("takes Backstage's hook where there is one", () => {
    const useAppNavigate = () => () => {};
    expect(navigationOf({ useAppNavigate })).toBe(useAppNavigate);
  });

  it("takes the router's hook in releases that have none", () => {
    expect(navigationOf({})).toBe(useNavigate);
  });
});
