/** Where limits are, in characters or in bytes, and one beside each. */
const EDGES = [255, 512, 1024, 2048, 4096].flatMap(edge => [
  Math.floor(edge / 4),
  Math.floor(edge / 3),
  edge - 1,
  edge,
  edge + 1,
]);

/** Scripts, and what isn't any, by what makes them hard to cut or to store. */
const ALPHABETS = {
  plain: [...'abcdefghijklmnop'],
  'two bytes': [...'äößñжшאבجد'],
  'three bytes': [...'文字漢語あアก한'],
  'four bytes': ['😀', '🦄', '𐍈', '𠮷'],
  combining: ['e\u0301', 'a\u0308\u0323', '\u0300\u0301\u0302'],
  families: ['👩‍👩‍👧‍👦', '🏴\u{e0067}\u{e0062}\u{e007f}'],
  invisible: ['\u200b', '\u202e', '\u2066', '\ufeff', '\u00ad'],
  'control characters': ['\u0000', '\u0001', '\u001b[31m', '\u0085', '\u2028'],
  'line breaks': ['\n', '\r\n', '\u2028', 'x'],
  'half characters': ['\ud800', '\udfff', 'x'],
  markup: ['<b>', '&amp;', "'", '"', '`', '${x}', '{{x}}', '%s', '\\'],
  query: ["';--", ' OR 1=1', 'actor:', '*', '(', '..', '$1', '%', '_'],
};

/**
 * A text that is hard to cut, to store or to show: any script, and of a length
 * around the limits.
 *
 * @param options.most - characters at most
 */
export function hostileText(random, { most = 4097 } = {}) {
  const alphabet = ALPHABETS[random.pick(Object.keys(ALPHABETS))];
  const edges = EDGES.filter(edge => edge <= most);
  const length = random.chance(0.5)
    ? random.whole(0, Math.min(40, most))
    : random.pick(edges.length > 0 ? edges : [most]);
  let text = '';
  while (text.length < length) {
    text += random.pick(alphabet);
  }
  return text;
}

/** A part of a path or a query, also of what isn't valid in any encoding. */
export function encoded(text) {
  return Array.from(Buffer.from(text, 'utf8'), byte =>
    /[\w.~-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

/** Never more than servers take, and never cut within an encoded byte. */
export function encodedWithin(text, most) {
  return encoded(text)
    .slice(0, most)
    .replace(/%[\da-f]?$/, '');
}

/** As bytes of UTF-8 in a header, without what no client can send. */
export function asHeader(text, most = 3000) {
  return (
    Buffer.from(text, 'utf8')
      .toString('latin1')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, '')
      .slice(0, most)
  );
}
