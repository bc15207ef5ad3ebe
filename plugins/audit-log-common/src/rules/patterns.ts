import { comparablePath, comparableSpelling } from './comparablePath';

/** Tells whether a text holds. @public */
export type TextTest = (text: string) => boolean;

/**
 * Compiles patterns with `*` and `!`, see `ruleMatchSchema`. The tests take
 * time linear in the text for each piece between wildcards.
 *
 * @public
 */
export function compilePatterns(patterns: string | string[]): TextTest {
  return compileEach(patterns, compilePattern);
}

/**
 * The same for paths of requests, compared as routers compare them, see
 * `comparablePath`. Where a router takes a slash at the end or leaves it, so
 * does a pattern: `/api/catalog/*` holds for `/api/catalog`, too.
 *
 * @public
 */
export function compilePathPatterns(patterns: string | string[]): TextTest {
  const test = compileEach(patterns, pattern => {
    const matches = compilePattern(comparableSpelling(pattern));
    return path => matches(path) || matches(`${path}/`);
  });
  return path => test(comparablePath(path));
}

function compileEach(
  patterns: string | string[],
  compile: (pattern: string) => TextTest,
): TextTest {
  const wanted: TextTest[] = [];
  const unwanted: TextTest[] = [];
  for (const pattern of [patterns].flat()) {
    if (pattern.startsWith('!')) {
      unwanted.push(compile(pattern.slice(1)));
    } else {
      wanted.push(compile(pattern));
    }
  }
  return text =>
    (wanted.length === 0 || wanted.some(test => test(text))) &&
    !unwanted.some(test => test(text));
}

function compilePattern(pattern: string): TextTest {
  const pieces = pattern.split('*');
  if (pieces.length === 1) {
    return text => text === pattern;
  }
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  const middle = pieces.slice(1, -1).filter(piece => piece !== '');
  return text => {
    if (
      text.length < first.length + last.length ||
      !text.startsWith(first) ||
      !text.endsWith(last)
    ) {
      return false;
    }
    const end = text.length - last.length;
    let position = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, position);
      if (found < 0 || found + piece.length > end) {
        return false;
      }
      position = found + piece.length;
    }
    return true;
  };
}
