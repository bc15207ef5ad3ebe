import { findQueryField } from './fields';
import { parseQuery } from './parseQuery';
import { parseTimeSpan } from './values';

/** Two instants that no unit of time, and no start of a day, has in common. */
const instants = ['2001-02-03T04:05:06.007Z', '2019-08-17T16:25:36.849Z'].map(
  text => Date.parse(text),
);

/**
 * The terms of a query that mean other times each time they are read, such as
 * `time>=-1h` or `time:today`, as they are written.
 *
 * @public
 */
export function relativeTimesOf(query: string): string[] {
  return parseQuery(query)
    .terms.filter(
      term =>
        term.kind === 'field' &&
        findQueryField(term.field)?.kind === 'time' &&
        // Each side by itself: of a range that ends before it begins, as it may
        // at such an instant, nothing would be known.
        term.values.some(value => value.split('..').some(isRelative)),
    )
    .map(({ start, end }) => query.slice(start, end));
}

function isRelative(time: string): boolean {
  const [one, other] = instants.map(now =>
    JSON.stringify(parseTimeSpan(time, now)),
  );
  return one !== other;
}
