/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { queryLanguagePage } from './queryLanguagePage';

describe('docs/query-language.md', () => {
  // If this fails: node scripts/docs-query-language.cjs
  it('says what the field registry says', () => {
    const path = resolve(__dirname, '../../../../docs/query-language.md');
    expect(readFileSync(path, 'utf8')).toBe(queryLanguagePage());
  });
});
