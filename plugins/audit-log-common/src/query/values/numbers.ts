import { parseSpan, ValueSpan } from './spans';

const MAX_SEQUENCE = 9_223_372_036_854_775_807n;

/**
 * Reads an HTTP status such as `404`, `5xx` or `400..499`; undefined if the
 * text is none.
 *
 * @public
 */
export function parseStatusSpan(text: string): ValueSpan<number> | undefined {
  return parseSpan(text, part => {
    if (/^[1-5]xx$/i.test(part)) {
      const from = Number(part[0]) * 100;
      return { from, to: from + 99 };
    }
    return /^[1-9]\d\d$/.test(part)
      ? { from: Number(part), to: Number(part) }
      : undefined;
  });
}

/**
 * Reads a sequence such as `4711` or `100..200`; undefined if the text is none.
 *
 * @public
 */
export function parseSequenceSpan(text: string): ValueSpan<bigint> | undefined {
  return parseSpan(text, part => {
    if (!/^\d{1,19}$/.test(part)) {
      return undefined;
    }
    const sequence = BigInt(part);
    return sequence <= MAX_SEQUENCE
      ? { from: sequence, to: sequence }
      : undefined;
  });
}

/**
 * Reads a JSON number such as `42` or `-1.5e3`; undefined if the text is none.
 *
 * @public
 */
export function parseMetaNumber(text: string): number | undefined {
  if (!/^-?(0|[1-9]\d{0,30})(\.\d{1,30})?(e[+-]?\d{1,3})?$/i.test(text)) {
    return undefined;
  }
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
