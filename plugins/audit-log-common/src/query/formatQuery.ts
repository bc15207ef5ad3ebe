import { isTakenForLanguage, isValueTakenForLanguage } from './lookalikes';
import { scanTerm } from './scanner';
import { QueryFieldTerm, QueryTextTerm } from './types';

/** The parts of a term that its text is made from: all but its place. @public */
export type UnplacedQueryTerm =
  | Omit<QueryFieldTerm, 'start' | 'end'>
  | Omit<QueryTextTerm, 'start' | 'end'>;

/**
 * The text of a query. Parsing it again gives the same terms.
 *
 * @public
 */
export function formatQuery(terms: readonly UnplacedQueryTerm[]): string {
  return terms.map(formatTerm).join(' ');
}

/** The text of one term. */
export function formatTerm(term: UnplacedQueryTerm): string {
  const sign = term.negated ? '-' : '';
  return term.kind === 'text'
    ? `${sign}${formatText(term.value)}`
    : `${sign}${term.field}${term.operator}${term.values
        .map(formatValue)
        .join(',')}`;
}

/** One value, in quotes where it needs them. */
export function formatValue(value: string): string {
  return /^[^\s,"][^\s,]*$/.test(value) && !isValueTakenForLanguage(value)
    ? value
    : quote(value);
}

function formatText(value: string): string {
  return isPlainWord(value) ? value : quote(value);
}

// The scanner itself decides what reads back as one plain word.
function isPlainWord(value: string): boolean {
  if (!/^[^\s"]\S*$/.test(value) || isTakenForLanguage(value)) {
    return false;
  }
  const scanned = scanTerm(value, 0);
  return !scanned.field && !scanned.negated && scanned.end === value.length;
}

function quote(value: string): string {
  return `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
