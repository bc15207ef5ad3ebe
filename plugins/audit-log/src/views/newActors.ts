import { AuditLogApi, actorsQuery } from '../shared';

const MOST_ACTORS = 100;

/** So many lookups go out at once. */
const AT_ONCE = 5;

/**
 * The query for the actors of whom nothing was recorded before a time;
 * undefined where there are none. Of the most active hundred since then.
 *
 * @param since - ISO 8601
 */
export async function newActorsQuery(
  api: Pick<AuditLogApi, 'getFacets' | 'listEvents'>,
  options: { since: string; search: string },
): Promise<string | undefined> {
  const { since, search } = options;
  const { facets } = await api.getFacets({
    fields: 'actor',
    from: since,
    limit: MOST_ACTORS,
    search,
  });
  const actors = facets.flatMap(({ values }) =>
    values.flatMap(({ value }) => value ?? []),
  );
  const fresh: string[] = [];
  for (let start = 0; start < actors.length; start += AT_ONCE) {
    const some = actors.slice(start, start + AT_ONCE);
    const pages = await Promise.all(
      some.map(actor =>
        api.listEvents({
          q: actorsQuery([actor])!,
          to: since,
          limit: 1,
          search,
        }),
      ),
    );
    fresh.push(...some.filter((_, index) => pages[index].items.length === 0));
  }
  // The least active are left out where not all have room.
  while (fresh.length > 1 && !actorsQuery(fresh)) {
    fresh.pop();
  }
  return actorsQuery(fresh);
}
