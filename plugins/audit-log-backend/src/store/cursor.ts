import { createHmac, timingSafeEqual } from 'node:crypto';
import { InputError } from '@backstage/errors';

/** Which order a cursor belongs to. */
export type CursorOrder = 'polling' | 'asc' | 'desc';

/** The place after which the next page begins. */
export interface CursorPlace {
  order: CursorOrder;
  /** Null while polling, which goes by sequence alone. */
  startedAtMs: number | null;
  sequence: number;
}

const MAC_BYTES = 12;
const orders: CursorOrder[] = ['polling', 'asc', 'desc'];

/**
 * Writes a place as an opaque text that only this log can have made.
 *
 * @param key - the secret of this log
 */
export function encodeCursor(key: Buffer, place: CursorPlace): string {
  const { order, startedAtMs, sequence } = place;
  const text = Buffer.from(
    `${orders.indexOf(order)}.${startedAtMs ?? ''}.${sequence}`,
  );
  return Buffer.concat([mac(key, text), text]).toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @throws InputError for anything else: a cursor of another log, of another
 * order, cut or made up.
 */
export function decodeCursor(
  key: Buffer,
  order: CursorOrder,
  cursor: string,
): CursorPlace {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(MAC_BYTES);
  const isOurs =
    bytes.toString('base64url') === cursor &&
    text.length > 0 &&
    timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(key, text));
  if (!isOurs) {
    throw new InputError(
      `Invalid cursor "${cursor.slice(
        0,
        80,
      )}", expected the nextCursor of an earlier answer of this audit log`,
    );
  }
  const [orderIndex, startedAt, sequence] = text.toString().split('.');
  const place: CursorPlace = {
    order: orders[Number(orderIndex)],
    startedAtMs: startedAt === '' ? null : Number(startedAt),
    sequence: Number(sequence),
  };
  if (place.order !== order) {
    throw new InputError(
      `Invalid cursor "${cursor}", expected one of order "${order}", it is of order "${place.order}"`,
    );
  }
  return place;
}

function mac(key: Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES);
}
