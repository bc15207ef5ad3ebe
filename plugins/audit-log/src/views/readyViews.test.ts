import { parseQuery } from 'backstage-plugin-audit-log-common';
import { readyViews } from './readyViews';

describe('readyViews', () => {
  it.each(readyViews)('$name asks something the language knows', ({ q }) => {
    const { terms, errors } = parseQuery(q);
    expect(errors).toEqual([]);
    expect(terms).not.toEqual([]);
  });
});
