import { errorText } from '../shared';
import { FormField, fieldOf } from './integrationForm';

/** What the backend had against a form. */
export interface SaveProblem {
  /** Where the backend named one. */
  field?: FormField;
  text: string;
  /** Somebody else has changed the thing meanwhile. */
  isConflict: boolean;
}

const fieldSentence = /^Body field '([^']+)' is (?:missing|'[^]*?'): ([^]+)$/;

/** Reads the backend's answer to a change that it refused. */
export function readSaveProblem(error: unknown): SaveProblem {
  const text = errorText(error);
  const isConflict = (error as { statusCode?: number })?.statusCode === 412;
  const named = fieldSentence.exec(text);
  if (!named) {
    return { text, isConflict };
  }
  const [, path, expectation] = named;
  return {
    field: fieldOf(path.split('.')),
    text: sentence(expectation),
    isConflict,
  };
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
