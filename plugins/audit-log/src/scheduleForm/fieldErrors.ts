import { exportScheduleDraftSchema } from 'backstage-plugin-audit-log-common';
import { errorText } from '../shared';
import { ScheduleDraft } from './scheduleDraft';

/** What is wrong with a field, by its path such as `cadence.time`. */
export type FieldErrors = Record<string, string>;

/** What the schema finds wrong with a draft, one sentence per field. */
export function checkFields(draft: ScheduleDraft): FieldErrors {
  const result = exportScheduleDraftSchema.safeParse(draft);
  const errors: FieldErrors = {};
  for (const issue of result.error?.issues ?? []) {
    errors[issue.path.join('.')] ??= asSentence(issue.message);
  }
  return errors;
}

/** The sentence about a field, or about something inside it. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const key = Object.keys(errors).find(
    each => each === path || each.startsWith(`${path}.`),
  );
  return key && errors[key];
}

/**
 * Puts an answer of the backend at the field that it names; `undefined` where
 * it names none of the draft.
 */
export function errorOfAnswer(
  error: Error,
  draft: ScheduleDraft,
): FieldErrors | undefined {
  const message = errorText(error);
  const named = /^Body field '([\w.[\]]+)' is (?:missing: )?/.exec(message);
  if (named && Object.hasOwn(draft, named[1].split(/[.[]/)[0])) {
    const path = named[1].replace(/\[(\d+)\]/g, '.$1');
    // What was typed stands in the field; the sentence after it says why.
    const rest = message.slice(named[0].length).replace(/^'.*?': /s, '');
    return { [path]: asSentence(rest) };
  }
  if (/storage integration '/i.test(message) && statusOf(error) === 404) {
    return { integration: message };
  }
  if (/^The view '/.test(message)) {
    return { viewId: message };
  }
  return undefined;
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'statusCode' in error
    ? error.statusCode
    : undefined;
}

function asSentence(message: string): string {
  const text = message.replace(
    /^(Invalid input|Invalid option|Too big|Too small|Invalid string): /,
    '',
  );
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}`;
}
