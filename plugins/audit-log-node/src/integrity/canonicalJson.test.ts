import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, MAX_JSON_DEPTH } from './canonicalJson';

describe('canonicalJson', () => {
  // The example of RFC 8785, section 3.2.2 and its result in section 3.2.3.
  it('writes the example of RFC 8785', () => {
    const input = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    );
    expect(canonicalJson(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  // RFC 8785, section 3.2.3: keys are ordered by UTF-16 code units.
  it('orders keys as RFC 8785 does', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(input)).toMatch(
      /^\{"\\r".*"1".*Control.*Latin.*Euro.*Emoji.*Hebrew/s,
    );
  });

  it('equals the canonicalize package for any JSON value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
        value => {
          expect(canonicalJson(value as never)).toBe(canonicalize(value));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ b: undefined, a: { c: undefined } })).toBe(
      '{"a":{}}',
    );
  });

  it('keeps a member called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe(
      '{"__proto__":1}',
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d', value => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });

  it('refuses what is nested too deep, without exhausting the stack', () => {
    const nest = (depth: number) =>
      JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(canonicalJson(nest(MAX_JSON_DEPTH))).toHaveLength(
      2 * MAX_JSON_DEPTH,
    );
    expect(() => canonicalJson(nest(5000))).toThrow('nested deeper than 128');
  });
});
