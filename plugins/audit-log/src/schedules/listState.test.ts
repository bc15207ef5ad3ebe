import { hasFilters, readFilters, writeFilters } from './listState';

describe('the filters in a link', () => {
  it('come back as they were written, and leave the rest alone', () => {
    const filters = {
      text: 'night & day',
      status: 'suspended',
      owner: 'group:default/security',
      viewId: '01928f3c-0000-7000-9000-000000000001',
      integration: 'archive',
      format: 'parquet',
    } as const;
    const params = writeFilters(new URLSearchParams('other=1'), filters);
    expect(params.get('other')).toBe('1');
    expect(readFilters(new URLSearchParams(params.toString()))).toEqual(
      filters,
    );
    expect(writeFilters(params, {}).toString()).toBe('other=1');
  });

  it('are ignored where they make no sense', () => {
    const filters = readFilters(
      new URLSearchParams('status=gone&format=xml&text='),
    );
    expect(hasFilters(filters)).toBe(false);
  });
});
