import { ParsedQuery, QueryTerm } from 'backstage-plugin-audit-log-common';

/** Fields whose terms the database finds through an index. */
const indexed = ['actor', 'target', 'trace', 'id', 'sequence', 'time'];

/**
 * One sentence that says what would make a query quicker to answer.
 *
 * @param hasRange - whether the read is limited to a range of time
 */
export function narrowingHint(parsed: ParsedQuery, hasRange: boolean): string {
  if (!hasRange) {
    return 'Choose a range of time, for instance the last 7 days.';
  }
  const { terms } = parsed;
  const short = terms.find(
    term => term.kind === 'text' && !term.negated && term.value.length < 3,
  );
  if (short?.kind === 'text') {
    return `Search for more than "${short.value}", at least three characters, or choose a shorter range of time.`;
  }
  const open = terms.find(startsWithStar);
  if (open?.kind === 'field') {
    return `Say how the value of "${open.field}" begins instead of starting it with "*", or choose a shorter range of time.`;
  }
  if (!terms.some(isIndexed)) {
    return 'Choose a shorter range of time, or add an actor or a target.';
  }
  return 'Choose a shorter range of time.';
}

function startsWithStar(term: QueryTerm): boolean {
  return (
    term.kind === 'field' &&
    term.operator === ':' &&
    term.values.some(value => value.length > 1 && value.startsWith('*'))
  );
}

function isIndexed(term: QueryTerm): boolean {
  return (
    term.kind === 'field' &&
    !term.negated &&
    term.operator !== '!=' &&
    indexed.includes(term.field)
  );
}
