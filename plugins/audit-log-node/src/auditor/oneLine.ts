import { JsonValue } from '@backstage/types';

/**
 * What ends a line, moves the cursor or turns the direction of writing, in a
 * terminal or in a viewer of logs.
 */
const CONTROLS =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text without what could forge a line or hide a part of it. */
export function oneLine(text: string): string {
  return text.replace(
    CONTROLS,
    found =>
      SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for all texts and keys in a value. */
export function oneLineEach<T extends JsonValue | undefined>(value: T): T {
  return each(value) as T;
}

function each(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value === 'string') {
    return oneLine(value);
  }
  if (Array.isArray(value)) {
    return value.map(one => each(one) ?? null);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [oneLine(key), each(one)]),
    );
  }
  return value;
}
