import fc from 'fast-check';
import { CursorPlace, decodeCursor, encodeCursor } from './cursor';

const key = Buffer.alloc(32, 1);
const place: CursorPlace = { order: 'desc', startedAtMs: -5, sequence: 7 };

describe('cursor', () => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('asc' as const, 'desc' as const, 'polling' as const),
        fc.option(fc.maxSafeInteger()),
        fc.maxSafeNat(),
        (order, startedAtMs, sequence) => {
          const written = { order, startedAtMs, sequence };
          expect(decodeCursor(key, order, encodeCursor(key, written))).toEqual(
            written,
          );
        },
      ),
    );
  });

  it('is refused with any byte changed', () => {
    const bytes = Buffer.from(encodeCursor(key, place), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] += 1;
      expect(() =>
        decodeCursor(key, 'desc', changed.toString('base64url')),
      ).toThrow('Invalid cursor');
    }
  });

  it('is refused by another log, in another order, and when made up', () => {
    const cursor = encodeCursor(key, place);
    expect(() => decodeCursor(Buffer.alloc(32), 'desc', cursor)).toThrow(
      'expected the nextCursor of an earlier answer of this audit log',
    );
    expect(() => decodeCursor(key, 'asc', cursor)).toThrow(
      'expected one of order "asc", it is of order "desc"',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => decodeCursor(key, 'desc', text)).toThrow('Invalid cursor');
      }),
    );
  });
});
