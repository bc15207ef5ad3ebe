import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { checkText } from './checkText';

const MAX_SHOWN = 64;

/** Where input comes from, as a sentence names it. */
export type InputPlace = 'Path parameter' | 'Query parameter' | 'Body field';

/**
 * Checks input with its schema.
 *
 * @throws InputError with one sentence that names the field, its value, and
 * what was expected.
 */
export function parseInput<S extends z.ZodType>(
  place: InputPlace,
  schema: S,
  input: unknown,
): z.output<S> {
  checkText(place, input);
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new InputError(describeIssue(place, result.error.issues[0], input));
}

function describeIssue(
  place: InputPlace,
  issue: z.core.$ZodIssue,
  input: unknown,
): string {
  if (issue.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0]];
    return `${place} '${show(
      pathText(path),
      false,
    )}' is unknown: expected none of that name`;
  }
  const value = valueAt(input, issue.path);
  const expectation = issue.message.replace(
    /^(Invalid input|Invalid option|Too big|Too small|Invalid string): /,
    '',
  );
  const subject =
    issue.path.length > 0
      ? `${place} '${show(pathText(issue.path), false)}'`
      : `${place.split(' ')[0]}`;
  return value === undefined
    ? `${subject} is missing: ${expectation}`
    : `${subject} is ${show(value, true)}: ${expectation}`;
}

function pathText(path: PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number'
        ? `[${key}]`
        : `${index ? '.' : ''}${String(key)}`,
    )
    .join('');
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

function show(value: unknown, quoted: boolean): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return quoted ? `'${short}'` : short;
}
