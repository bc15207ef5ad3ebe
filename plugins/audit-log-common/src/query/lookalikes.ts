import { findQueryField } from './fields';
import { ScannedTerm, ScannedValue, scanTerm } from './scanner';
import { shorten } from './shorten';
import { QueryError } from './types';

/** What only looks like the characters of the language, and is often pasted. */
const PLAIN: Record<string, string> = {
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '∶': ':',
  '꞉': ':',
  ː: ':',
};
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb\uff02]/g;
const SINGLE_QUOTES = /[\u2018-\u201b\u2032\u2039\u203a\uff07]/g;
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/g;

const OPERATORS_ONLY = /^(?:[:=<>!~]+|\.\.+|[-&|+]+)$/;
const BEGINS_LIKE_OPERATOR = /^(?:[=<>!~]|:(?!:))/;
const IN_WORDS = /^(?:in|is|like|contains|equals|matches)$/i;
const PATTERN = /[.\]][*+]|\\[dws]|[[^$]/;
/** Fields whose values are texts, addresses or paths: any sign may be in them. */
const HOLDS_ANY_SIGN: ReadonlySet<string> = new Set([
  'error',
  'path',
  'target',
  'client',
  'clientName',
  'meta',
]);
const CONJUNCTION = /^(?:and|or|not)$/i;
const QUOTE_IT = 'to search for the text, put it in double quotes.';

/**
 * One sentence for each term that looks like the language and isn't: taken as
 * it stands it would find nothing, and no events would be read as none. What
 * stands in double quotes is always meant as it stands.
 */
export function findLookalikes(terms: readonly ScannedTerm[]): QueryError[] {
  return terms.flatMap((term, index) => {
    const message = term.field
      ? term.values.map(value => inValue(term, value)).find(Boolean)
      : inText(term, terms[index - 1], terms[index + 1]);
    return message ? [{ message, start: term.start, end: term.end }] : [];
  });
}

/** Whether a word of free text has to be quoted to be taken as it stands. */
export function isTakenForLanguage(word: string): boolean {
  return (
    IN_WORDS.test(word) ||
    CONJUNCTION.test(word) ||
    isOperatorLike(word) ||
    findLookalikes([scanTerm(word, 0)]).length > 0
  );
}

/** Whether a value has to be quoted to be taken as it stands. */
export function isValueTakenForLanguage(value: string): boolean {
  return (
    (writingProblem(value) ?? signProblem(value)) !== undefined ||
    plainly(value) !== value
  );
}

function inText(
  term: ScannedTerm,
  before: ScannedTerm | undefined,
  after: ScannedTerm | undefined,
): string | undefined {
  const [value] = term.values;
  if (value.quoted) {
    return undefined;
  }
  const { text } = value;
  const field = knownFieldOf(before);
  if (field && !term.negated && isOperatorLike(text)) {
    return `Write a field, its operator and the value without spaces, as in ${fieldExample(
      field,
    )}; ${QUOTE_IT}`;
  }
  if (OPERATORS_ONLY.test(text)) {
    return text === '-' && !after
      ? undefined
      : `"${text}" stands alone here; write terms as in plugin:catalog or -outcome:failed, which must all hold; ${QUOTE_IT}`;
  }
  if (/^:(?!:)/.test(text)) {
    return `There is no field before ":"; write one, as in actor${shorten(
      text,
    )}; ${QUOTE_IT}`;
  }
  if (CONJUNCTION.test(text) && (isTerm(before) || isTerm(after))) {
    return `All terms must hold: leave out "and", write "or" with a comma, as in plugin:catalog,auth, and "not" as a leading "-"; ${QUOTE_IT}`;
  }
  const plain = plainly(text);
  if (OPERATORS_ONLY.test(plain)) {
    return `"${text}" stands alone here; a "-" stands directly before what it excludes, as in -outcome:failed; ${QUOTE_IT}`;
  }
  if (/^-?['"]/.test(plain)) {
    return 'Put a text into plain double quotes, as in "not found".';
  }
  if (plain !== text && (isKnownTerm(bare(plain)) || plain[0] === '-')) {
    return `Did you mean ${shorten(
      plain,
    )}? Queries are written in plain characters; ${QUOTE_IT}`;
  }
  return wrapped(plain);
}

/** A term without brackets and signs before it. */
function bare(text: string): string {
  return text.replace(/^[-+!([{]+/, '');
}

/** A term in brackets, or behind a sign that the language doesn't have. */
function wrapped(text: string): string | undefined {
  const sign = /[([{+!]/.exec(text.slice(0, text.length - bare(text).length));
  return sign && isKnownTerm(bare(text))
    ? `"${sign[0]}" has no meaning here: all terms must hold, and "-" excludes; ${QUOTE_IT}`
    : undefined;
}

function inValue(term: ScannedTerm, value: ScannedValue): string | undefined {
  const name = term.field!.text;
  const field = findQueryField(name);
  if (value.quoted || !field) {
    return undefined;
  }
  const holdsAnySign = HOLDS_ANY_SIGN.has(field.name);
  const problem =
    writingProblem(value.text) ??
    (holdsAnySign ? undefined : signProblem(value.text));
  if (problem) {
    return `${problem}, as in ${field.examples[0]}; ${QUOTE_IT}`;
  }
  const plain = plainly(value.text);
  return holdsAnySign || plain === value.text
    ? undefined
    : `Did you mean ${name}:${shorten(plain)}? ${QUOTE_IT}`;
}

function writingProblem(text: string): string | undefined {
  if (BEGINS_LIKE_OPERATOR.test(text)) {
    return 'Write one operator';
  }
  if (/^['"]/.test(plainly(text))) {
    return 'Put a value into plain double quotes, or into none';
  }
  return undefined;
}

function signProblem(text: string): string | undefined {
  if (/[|;]/.test(text)) {
    return 'Write alternatives with a comma between them';
  }
  if (/^[([{]/.test(text) || isUnopened(text)) {
    return 'Leave brackets out, and write alternatives with a comma';
  }
  return isPattern(text)
    ? 'Write "*" for any text; there is no other pattern'
    : undefined;
}

function isPattern(text: string): boolean {
  return (
    (text.startsWith('/') && /\/[a-z]*$/.test(text) && PATTERN.test(text)) ||
    /^%.|[^%]%$/.test(text)
  );
}

function isOperatorLike(text: string): boolean {
  const plain = plainly(text);
  return (
    OPERATORS_ONLY.test(plain) ||
    BEGINS_LIKE_OPERATOR.test(plain) ||
    IN_WORDS.test(plain)
  );
}

function knownFieldOf(term: ScannedTerm | undefined): string | undefined {
  const value = term?.values[0];
  return term && !term.field && value && !value.quoted && knownField(value.text)
    ? value.text
    : undefined;
}

function knownField(name: string): boolean {
  return findQueryField(name) !== undefined;
}

function isTerm(term: ScannedTerm | undefined): boolean {
  return term?.field !== undefined && knownField(term.field.text);
}

function isKnownTerm(text: string): boolean {
  return text !== '' && isTerm(scanTerm(text, 0));
}

function fieldExample(name: string): string {
  return findQueryField(name)!.examples[0];
}

function isUnopened(text: string): boolean {
  return (
    (text.endsWith(')') && !text.includes('(')) ||
    (text.endsWith(']') && !text.includes('['))
  );
}

function plainly(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .replace(/[≥≤≠∶꞉ː]/g, found => PLAIN[found])
    .replace(/[\uff01-\uff5e]/g, found =>
      String.fromCharCode(found.charCodeAt(0) - 0xfee0),
    );
}
