import { AST, RegExpParser } from '@eslint-community/regexpp';

/** Ways in which one text can be tried from one place. */
const MOST_WAYS = 256;
/** Ways times characters that are read before it is certain what matches. */
const MOST_STEPS = 65_536;

/** Expected of a pattern that takes too many steps. */
export const IN_FEWER_WAYS =
  'a pattern that is tried in fewer ways, by narrower bounds or fewer pieces of variable length';

/** What is known of a pattern that can be searched for in linear time. */
export interface PatternForm {
  /** Characters of the shortest match. */
  shortest: number;
  /** Characters that are read in all ways together, for each of a text. */
  steps: number;
}

/** Thrown with what is expected instead of a pattern. */
export class PatternProblem extends Error {}

interface Measure {
  shortest: number;
  /** Most characters that are read before it is certain that it matches. */
  read: number;
  ways: number;
}

/**
 * Measures a pattern, in the syntax of JavaScript without flags, and throws
 * {@link PatternProblem} where a search for it could take longer than in
 * proportion to the text.
 *
 * @remarks
 * What is accepted reads a bounded number of characters in a bounded number of
 * ways until it is certain that it matches, and goes on without end only after
 * that, over what it then consumes.
 */
export function formOf(pattern: string): PatternForm {
  const { alternatives } = parse(pattern);
  const { shortest, read, ways } = oneOf(alternatives, true);
  if (ways > MOST_WAYS || ways * read > MOST_STEPS) {
    throw new PatternProblem(IN_FEWER_WAYS);
  }
  return { shortest, steps: (ways * read) / periodOf(headOf(alternatives)) };
}

/** The characters that every match begins with; none where it may vary. */
function headOf(alternatives: readonly AST.Alternative[]): string {
  let head = '';
  const [only, ...others] = alternatives;
  for (const element of others.length > 0 ? [] : only.elements) {
    if (element.type === 'Character') {
      head += String.fromCodePoint(element.value).toLowerCase();
    } else if (element.type !== 'Assertion' || head !== '') {
      break;
    }
  }
  return head;
}

/** After how many characters a head can begin again: 5 for `acme_`. */
function periodOf(head: string): number {
  let period = 1;
  while (period < head.length && !head.startsWith(head.slice(period))) {
    period++;
  }
  return period;
}

function parse(pattern: string): AST.Pattern {
  try {
    return new RegExpParser().parsePattern(pattern);
  } catch {
    throw new PatternProblem('a regular expression as in JavaScript');
  }
}

/** @param isCertain - whether nothing that comes after can fail */
function oneOf(
  alternatives: readonly AST.Alternative[],
  isCertain: boolean,
): Measure {
  const all = alternatives.map(one => inTurn(one.elements, isCertain));
  return {
    shortest: Math.min(...all.map(({ shortest }) => shortest)),
    read: Math.max(...all.map(({ read }) => read)),
    ways: all.reduce((sum, { ways }) => sum + ways, 0),
  };
}

function inTurn(elements: readonly AST.Element[], isCertain: boolean): Measure {
  const total = { shortest: 0, read: 0, ways: 1 };
  let isRestCertain = isCertain;
  for (const element of [...elements].reverse()) {
    const { shortest, read, ways } = measure(element, isRestCertain);
    total.shortest += shortest;
    total.read += read;
    total.ways *= ways;
    isRestCertain &&= element.type === 'Quantifier' && element.min === 0;
  }
  return total;
}

function measure(element: AST.Element, isCertain: boolean): Measure {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return { shortest: 1, read: 1, ways: 1 };
    case 'Group':
    case 'CapturingGroup':
      return oneOf(element.alternatives, isCertain);
    case 'Quantifier':
      return repeated(element, isCertain);
    case 'Assertion': {
      if (element.kind === 'lookahead' || element.kind === 'lookbehind') {
        const { read, ways } = oneOf(element.alternatives, false);
        return { shortest: 0, read, ways };
      }
      return { shortest: 0, read: 1, ways: 1 };
    }
    default:
      throw new PatternProblem('a pattern without references to its groups');
  }
}

function repeated(quantifier: AST.Quantifier, isCertain: boolean): Measure {
  const { element, min, max, greedy } = quantifier;
  if (!greedy && max > min) {
    throw new PatternProblem(
      'a pattern without lazy repetitions such as `+?`, with bounds instead',
    );
  }
  const isSingle = /^Character/.test(element.type);
  if (max === Infinity && !(isSingle && isCertain)) {
    throw new PatternProblem(
      'a pattern that repeats without end (`*`, `+`, `{8,}`) only a single character and only at its end, and has bounds such as `{1,64}` elsewhere',
    );
  }
  // Of what needn't come again, nothing that was read is tried once more.
  const isInnerCertain = isCertain && min <= 1;
  const inner = measure(element, isInnerCertain);
  if (max === Infinity) {
    return { shortest: min, read: min, ways: 1 };
  }
  return {
    shortest: inner.shortest * min,
    read: inner.read * max,
    ways:
      isCertain && (isSingle || isInnerCertain)
        ? inner.ways
        : waysOfRuns(inner.ways, min, max),
  };
}

/** In how many ways something can come from `min` to `max` times. */
function waysOfRuns(ways: number, min: number, max: number): number {
  if (ways === 1) {
    return max - min + 1;
  }
  let sum = 0;
  for (let times = min; times <= max && sum <= MOST_WAYS; times++) {
    sum += ways ** times;
  }
  return sum;
}
