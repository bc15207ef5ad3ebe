import { RegExpParser } from '@eslint-community/regexpp';
import ts from 'typescript';

/** Of a token that is known by its beginning. */
const SHORTEST_BEGINNING = 3;
/** Of what comes after the beginning. */
const SHORTEST_REST = 16;
/** Runs of letters and digits of this length are no words. */
const LONGER_THAN_WORDS = 30;

/**
 * Keys of AWS, which are known by their length as well, and ids of users, roles
 * and their like, which are no secrets.
 */
const LEFT_OUT = /^A[A-Z]{3}\[/;

/**
 * Converts the patterns of secretlint's rules to shapes of tokens: a literal
 * beginning, pieces of fixed length and at most one run without end, after
 * which nothing is required. So they are linear by their form.
 *
 * @param source - text of the preset's bundle
 * @returns `shapes`, and `left`: the patterns that have no such form
 */
export function convertRules(source) {
  const shapes = new Map();
  const left = new Set();
  for (const { pattern, flags } of searchesIn(source)) {
    for (const pieces of waysToBegin(alternativesOf(pattern, flags))) {
      const shape = shapeOf(pieces);
      if (shape) {
        shapes.set(shape.pattern, shape);
      } else {
        left.add(pattern);
      }
    }
  }
  return {
    shapes: [...shapes.values()].sort((a, b) =>
      a.pattern < b.pattern ? -1 : 1,
    ),
    left: [...left],
  };
}

/** The regular expressions that are searched for, and not only compared. */
function searchesIn(source) {
  const file = ts.createSourceFile('x.js', source, ts.ScriptTarget.Latest);
  const found = [];
  const visit = node => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const flags = node.text.slice(end + 1);
      if (flags.includes('g')) {
        found.push({ pattern: node.text.slice(1, end), flags });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function alternativesOf(pattern, flags) {
  return new RegExpParser().parsePattern(pattern, 0, pattern.length, {
    unicode: flags.includes('u'),
  }).alternatives;
}

/** The pieces of each alternative, for each way in which a group begins it. */
function waysToBegin(alternatives) {
  return alternatives.flatMap(({ elements }) => {
    const [first, ...rest] = elements.filter(
      ({ type }) => type !== 'Assertion',
    );
    const begins = isGroup(first)
      ? first.alternatives
      : [{ elements: [first] }];
    return begins.map(one => [...one.elements, ...rest].flatMap(unwrapped));
  });
}

/** The pieces of a group that only remembers what it matched. */
function unwrapped(piece) {
  return isGroup(piece) && piece.alternatives.length === 1
    ? piece.alternatives[0].elements.flatMap(unwrapped)
    : [piece];
}

function shapeOf(pieces) {
  const begins = pieces.findIndex(piece => piece?.type !== 'Character');
  if (begins < SHORTEST_BEGINNING || !/\w/.test(pieces[0].raw)) {
    return undefined;
  }
  const firstRun = pieces.findIndex(isVariable);
  const kept = firstRun < 0 ? pieces : pieces.slice(0, firstRun + 1);
  if (isGroup(kept.at(-1).element ?? kept.at(-1)) && firstRun >= 0) {
    kept.pop();
  }
  const rest = kept.slice(begins);
  const length = sum(rest.map(shortestOf));
  const pattern = kept.slice(0, -1).map(write).join('') + endless(kept.at(-1));
  if (length < SHORTEST_REST || LEFT_OUT.test(pattern)) {
    return undefined;
  }
  const isSure = length >= LONGER_THAN_WORDS && !rest.some(mayJoinWords);
  return { pattern, isSure };
}

function isGroup(piece) {
  return /^(?:Capturing)?Group$/.test(piece?.type);
}

function isVariable(piece) {
  return piece.type === 'Quantifier'
    ? piece.min !== piece.max
    : isGroup(piece) &&
        piece.alternatives.some(({ elements }) => elements.some(isVariable));
}

function shortestOf(piece) {
  if (piece.type === 'Quantifier') {
    return piece.min * shortestOf(piece.element);
  }
  return isGroup(piece)
    ? Math.min(
        ...piece.alternatives.map(({ elements }) =>
          sum(elements.map(shortestOf)),
        ),
      )
    : 1;
}

/** Whether names made of words can look like it. */
function mayJoinWords(piece) {
  const { raw } = piece.type === 'Quantifier' ? piece.element : piece;
  const single = new RegExp(`^(?:${raw})$`);
  return isGroup(piece) || ['-', '_', '.'].some(text => single.test(text));
}

function write(piece) {
  return isGroup(piece)
    ? `(?:${piece.alternatives.map(({ raw }) => raw).join('|')})`
    : piece.raw;
}

/** What is longer than the source expects is the same token. */
function endless(piece) {
  return piece.type === 'Quantifier'
    ? `${piece.element.raw}{${piece.min},}`
    : write(piece);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
