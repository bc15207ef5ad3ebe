import fc from 'fast-check';

const families = '👩‍👩‍👧‍👦';
const marks = 'e\u0301\u0323\u0330';

/** Text in any script and size, well-formed or not. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map(units => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...[
            'a',
            '文',
            'я',
            'ש',
            '\0',
            '\ud800',
            '\udc00',
            '\u0001',
            '"',
            'İ',
          ],
          ...['😀', families, marks, 'password=x ', '%ff'],
        ),
        fc.nat({ max: 9_000 }),
      )
      .map(([unit, units]) => unit.repeat(Math.ceil(units / unit.length))),
  },
);

const no = () => {
  throw new Error('no');
};

/** Fresh ones each time, since they may be changed by whoever reads them. */
const hostile: (() => unknown)[] = [
  () => ({
    get a() {
      return no();
    },
    b: 1,
  }),
  () => ({ toJSON: no }),
  () => ({
    get toJSON() {
      return no();
    },
  }),
  () => new Proxy({ a: 1 }, { ownKeys: no }),
  () => new Proxy({ a: 1 }, { get: no }),
  () => new Proxy({ a: 1 }, { getPrototypeOf: no }),
  () => new Proxy({ a: 1 }, { getOwnPropertyDescriptor: no }),
  () => new Proxy([1, 2], { get: no }),
  () => new Proxy([], { get: (_, key) => (key === 'length' ? 1e15 : 'x') }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    return cycle;
  },
  () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level++) {
      deep = level % 2 ? [deep] : { deep };
    }
    return deep;
  },
  () => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i])),
  () => Array(100).fill(Array(100).fill(Array(100).fill(null))),
  () => ({ '\ud800': 1, '\udc00': 2, '\0': 3, '\uFFFD': 4 }),
  () => new Date(NaN),
  () => new Map([[1, 2]]),
  () => Symbol('s'),
  () => 10n ** 9_999n,
  () => -(10n ** 30n),
  () => 1e308,
  () => NaN,
  () => -0,
  () => () => 1,
  () => Object.defineProperty(new Error('x'), 'message', { get: no }),
  () => {
    const error: Error & { errors?: unknown[] } = new Error('文'.repeat(9_000));
    error.errors = Array(10).fill(error);
    error.cause = error;
    return error;
  },
  () => Object.create(null),
  () => ({ name: Symbol('n'), message: Symbol('m') }),
  () => ({ message: { toString: no } }),
  () => new Proxy(new Error('x'), { has: no }),
];

/** Stands for a hostile value, which fast-check itself could not handle. */
class Hostile {
  constructor(readonly index: number) {}
}

export const anyHostile: fc.Arbitrary<unknown> = fc
  .nat({ max: hostile.length - 1 })
  .map(index => new Hostile(index));

/** The same with the hostile values in their places. */
export function revive<T>(value: T): T {
  return revived(value) as T;
}

function revived(value: unknown): unknown {
  if (value instanceof Hostile) {
    return hostile[value.index]();
  }
  if (Array.isArray(value)) {
    return value.map(revived);
  }
  const isPlain =
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  return isPlain
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, revived(member)]),
      )
    : value;
}

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  anyHostile,
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    maxDepth: 4,
  }),
);

/** Keys that resolvers, the envelope and redaction read. */
const knownKeys = [
  'actionType',
  'queryType',
  'entityRef',
  'taskId',
  'templateRef',
  'locationRef',
  'location',
  'createdBy',
  'userEntityRef',
  'target',
  'type',
  'ref',
  'name',
  'password',
  '__proto__',
  'toJSON',
];
const anyKey = fc.oneof(fc.constantFrom(...knownKeys), anyText);
const anyMembers: fc.Arbitrary<unknown> = fc.dictionary(anyKey, anyValue, {
  maxKeys: 12,
});

/** Whatever a plugin may pass as `meta`. */
export const anyMeta: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: anyMembers },
  {
    weight: 1,
    arbitrary: fc.record({ target: anyMembers, location: anyMembers }),
  },
  { weight: 1, arbitrary: anyValue },
);

/** Whatever a plugin may throw. */
export const anyError: fc.Arbitrary<unknown> = fc.oneof(
  anyHostile,
  anyText.map(text => new Error(text)),
  fc.record({ name: anyValue, message: anyValue, cause: anyHostile }),
);

/** A request as express has it, with anything in it that a caller sends. */
export const anyRequest = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'), anyText),
  originalUrl: fc
    .tuple(anyText, anyText)
    .map(([path, query]) => `/api/catalog/${path}?${query}`),
  ip: fc.oneof(fc.constantFrom('10.0.0.1', '2001:db8::1'), anyText),
  headers: fc.record({
    'user-agent': anyText,
    'x-request-id': anyText,
    traceparent: anyText,
  }),
});
