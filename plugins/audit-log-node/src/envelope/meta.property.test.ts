import fc from 'fast-check';
import { storableMeta } from './meta';

const secrets = fc.uuid().map(id => `Q7${id.replace(/-/g, '')}9`);

describe('properties of stored meta', () => {
  it('never lets the value of a secret name through, at any depth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'list', 'x-y'), { maxLength: 8 }),
        fc.constantFrom('password', 'clientSecret', 'API_KEY', 'x-auth-token'),
        secrets,
        (path, name, secret) => {
          const meta = path.reduce<unknown>(
            (inner, part) =>
              part === 'list' ? [inner] : { [part]: inner, other: 1 },
            { [name]: { nested: [secret] } },
          );
          expect(JSON.stringify(storableMeta(meta))).not.toContain(secret);
        },
      ),
    );
  });

  it('keeps any JSON within the caps, as well-formed text', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), value => {
        const meta = storableMeta(value);
        const text = JSON.stringify(meta ?? null);
        expect(JSON.parse(text)).toEqual(meta ?? null);
        expect(text).not.toContain('\\u0000');
      }),
      { numRuns: 2000 },
    );
  });
});
