import fc from 'fast-check';
import { recordedEventSchema } from 'backstage-plugin-audit-log-common';
import { metaLimits } from '../limits';
import { redactJson, storableMeta } from './meta';

const metaSchema = recordedEventSchema.shape.meta;

describe('storableMeta', () => {
  it('keeps plain JSON as it is, in a copy', () => {
    const meta = { a: 'x', b: [1, true, null, { c: 'd' }], e: {} };
    const copy = storableMeta(meta);
    expect(copy).toEqual(meta);
    meta.b.push(2);
    expect(copy?.b).toHaveLength(4);
  });

  it.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['only undefined', { a: undefined }],
    ['a text', 'x'],
    ['null', null],
  ])('makes null of %s', (_, meta) => {
    expect(storableMeta(meta)).toBeNull();
  });

  it('replaces secrets by key and by form, at any depth', () => {
    expect(
      storableMeta({
        password: 'a',
        nested: [{ apiKey: { value: 'b' }, note: 'token=c1c2c3' }],
        tokens: false,
        secret: null,
      }),
    ).toEqual({
      password: '[redacted]',
      nested: [{ apiKey: '[redacted]', note: 'token=[redacted]' }],
      tokens: false,
      secret: null,
    });
  });

  it('cuts long texts and says so', () => {
    const text = 'x'.repeat(4036);
    const cut = storableMeta({ text })?.text as string;
    const [, cutAway] =
      /\[truncated (\d+) of 4036 characters\]$/.exec(cut) ?? [];
    expect(cut.length).toBeLessThanOrEqual(metaLimits.text);
    expect(cut.indexOf('[') + Number(cutAway)).toBe(4036);
  });

  it('never lets a secret through because a cut changed its form', () => {
    const token = `glpat-${'s3cr3t'.repeat(10)}`;
    for (let padding = 900; padding < 1100; padding += 7) {
      const cut = storableMeta({ text: `${'.'.repeat(padding)} ${token}` });
      expect(JSON.stringify(cut)).not.toContain('s3cr3t');
    }
  });

  it('bounds number of entries, depth and total size', () => {
    const wide = storableMeta({
      wide: Array.from({ length: 500 }, (_, i) => i),
    });
    expect(wide?.wide).toHaveLength(101);
    expect((wide?.wide as unknown[])[100]).toBe('[truncated 400 more entries]');

    const deep: Record<string, unknown> = {};
    let level = deep;
    for (let i = 0; i < 10_000; i += 1) {
      level = level.a = {};
    }
    expect(JSON.stringify(storableMeta(deep))).toContain('truncated deeper');

    const large = Object.fromEntries(
      Array.from({ length: 90 }, (_, i) => [
        `k${i}`,
        Array.from({ length: 90 }, () => 'y'.repeat(2000)),
      ]),
    );
    expect(JSON.stringify(storableMeta(large)).length).toBeLessThan(
      2 * metaLimits.total,
    );
  });

  it('survives cycles, dates, errors, big numbers and throwing getters of JSON', () => {
    const meta: Record<string, unknown> = {
      at: new Date(0),
      error: new Error('boom'),
      big: 10n,
      nan: NaN,
      call: () => 1,
      bad: {
        toJSON() {
          throw new Error('no');
        },
      },
    };
    meta.self = meta;
    expect(storableMeta(meta)).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      error: { name: 'Error', message: 'boom' },
      big: '10',
      nan: null,
      bad: {},
    });
  });

  it('keeps keys that mean something to JavaScript as plain keys', () => {
    const copy = storableMeta(
      JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
    );
    expect(Object.keys(copy!)).toEqual(['__proto__', 'constructor']);
    expect((copy as Record<string, unknown>).admin).toBeUndefined();
  });

  it('makes text that PostgreSQL and canonical JSON accept', () => {
    expect(storableMeta({ 'k\0': 'a\0b', lone: '\ud800x', ok: '😀' })).toEqual({
      'k\uFFFD': 'a\uFFFDb',
      lone: '\uFFFDx',
      ok: '😀',
    });
  });

  it('makes of anything what the contract allows', () => {
    fc.assert(
      fc.property(fc.anything(), meta => {
        expect(metaSchema.safeParse(storableMeta(meta)).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('redactJson', () => {
  it('keeps JSON of any size, without secrets', () => {
    const long = 'long '.repeat(10_000);
    const many = Array.from({ length: 1000 }, (_, index) => index);
    expect(
      redactJson({
        long,
        many,
        spec: { clientSecret: 'a', text: `${long} password=b` },
      }),
    ).toEqual({
      long,
      many,
      spec: { clientSecret: '[redacted]', text: `${long} password=[redacted]` },
    });
  });

  it('survives nesting without end', () => {
    let deep = {};
    for (let level = 0; level < 100_000; level++) {
      deep = { deep };
    }
    const text = JSON.stringify(redactJson(deep));
    expect(text).toContain('[truncated deeper levels]');
    expect(text.length).toBeLessThan(2000);
  });
});
