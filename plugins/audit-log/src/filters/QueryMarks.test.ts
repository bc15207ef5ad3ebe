import { parseQuery } from 'backstage-plugin-audit-log-common';
import { markedParts } from './QueryMarks';

describe('markedParts', () => {
  it.each(['', 'plugin:catalog', 'a plugn:x b', 'severity>=x "', ' x:y '])(
    'keeps every letter of %j in its place',
    text => {
      const parts = markedParts(text, parseQuery(text).errors);
      expect(parts.map(part => part.text).join('')).toBe(text);
      for (const part of parts) {
        expect(text.indexOf(part.text, part.start)).toBe(part.start);
      }
    },
  );

  it('marks the wrong word and nothing else', () => {
    const text = 'plugin:catalog plugn:x';
    const wrong = markedParts(text, [
      { start: 15, end: 20, message: 'no such field' },
    ]).filter(part => part.isWrong);
    expect(wrong.map(part => part.text)).toEqual(['plugn']);
  });
});
