import { AST, RegExpParser } from '@eslint-community/regexpp';
import { perhapsShapes, sureShapes } from './maintainedShapes';
import { formOf } from './patternForm';
import { redactText } from './redactText';
import { tokenShapes } from './tokenShapes';

/** In an order in which no few of them make a word. */
const LETTERS =
  'x9Kq2vRz7LmWt4Bg8HcNd5Js3PfYk6GQbMnZhVwXpTrCjFDSaeUoiEAIO01uyl_-./:';

/** More than there must be, where there may be more. */
const MORE = 24;

/** A text of the shape. */
function exampleOf(shape: string): string {
  let turn = 0;
  const next = (isOne: (letter: string) => boolean): string => {
    for (let tries = 0; tries < LETTERS.length; tries++) {
      turn += 1;
      const letter = LETTERS[(turn * 7) % LETTERS.length];
      if (isOne(letter)) {
        return letter;
      }
    }
    throw new Error(`No letter fits ${shape}`);
  };
  const write = (node: AST.Element | AST.Alternative): string => {
    switch (node.type) {
      case 'Alternative':
        return node.elements.map(write).join('');
      case 'Group':
      case 'CapturingGroup':
        return write(node.alternatives[0]);
      case 'Quantifier': {
        const length = Math.min(node.max, node.min + MORE);
        return Array.from({ length }, () => write(node.element)).join('');
      }
      case 'Character':
        return String.fromCodePoint(node.value);
      default: {
        const single = new RegExp(`^${node.raw}$`);
        return next(letter => single.test(letter));
      }
    }
  };
  return write(new RegExpParser().parsePattern(shape).alternatives[0]);
}

describe.each(tokenShapes)('the shape %s', shape => {
  it('can be searched for in linear time', () => {
    expect(() => formOf(shape)).not.toThrow();
  });

  it('is taken out of a text, and nothing around it', () => {
    const example = exampleOf(shape);
    expect(example).toMatch(new RegExp(`^(?:${shape})$`));
    expect(redactText(`found ${example} in a file`)).toBe(
      'found [redacted] in a file',
    );
  });
});

it('shapes from the maintained source are many, and all in use', () => {
  const maintained = [...sureShapes, ...perhapsShapes];
  expect(maintained.length).toBeGreaterThan(30);
  expect(tokenShapes).toEqual(expect.arrayContaining(maintained));
});

/** Legal names that begin as tokens of the shape do, and go on in words. */
function namesLike(shape: string): string[] {
  const [{ elements }] = new RegExpParser().parsePattern(shape).alternatives;
  const end = elements.findIndex(
    ({ type }) => !/^(?:Character|Group|CapturingGroup)$/.test(type),
  );
  const beginning = elements
    .slice(0, end)
    .map(one => ('alternatives' in one ? one.alternatives[0].raw : one.raw))
    .join('')
    .replace(/\\/g, '');
  return ['-', '_', '.'].map(separator =>
    [
      ...beginning.split(/[-_.]/).filter(word => word !== ''),
      ...['billing', 'service', 'production', 'gateway', 'config', 'v2'],
    ]
      .join(separator)
      .replace(/^([A-Za-z\d]+)[-_.]/, (_, first) =>
        beginning.startsWith(first) &&
        /^[-_.]/.test(beginning.slice(first.length))
          ? `${first}${beginning[first.length]}`
          : `${first}${separator}`,
      ),
  );
}

it.each(
  tokenShapes
    .flatMap(namesLike)
    // `GR1348941` and the like are no words themselves.
    .filter(name => /^[A-Za-z\d][\w.-]*$/.test(name) && !/\d{5}/.test(name)),
)('the name %s survives', name => {
  for (const text of [name, name.toLowerCase(), name.toUpperCase()]) {
    const ref = `component:default/${text.slice(0, 63)}`;
    expect(redactText(ref)).toBe(ref);
  }
});
