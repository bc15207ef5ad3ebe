/** Of the paths that a reader's own events have, and of patterns. */
const LENGTHS = { path: 4_000, pattern: 1_010 };

export const longPath = `/api/user-settings/${'a'.repeat(LENGTHS.path)}`;

const a = 'a'.repeat(LENGTHS.pattern);

/** What costs most of what a query may say. */
const queries = {
  patterns: `path:*${a}b path:*${a}bc -path:*${a}bd`,
  stars: `path:${'*a'.repeat(500)}b`,
  meta: Array.from({ length: 60 }, (_, i) => `meta.a${i}.b:*x*`).join(' '),
  text: `"${a}b" "${a}c" -"${a}d"`,
};

const routes = {
  list: '/events?limit=1000&q=',
  facets: '/events/facets?fields=actor,plugin,path&q=',
  histogram: '/events/histogram?by=outcome&q=',
  groups: '/events/groups?by=target&interval=1d&q=',
  download: '/events/download?format=csv&q=',
  tail: '/events/stream?q=',
};

/** Every route with every query: `{ name, path }`. */
export const worstQuestions = Object.entries(queries).flatMap(([query, q]) =>
  Object.entries(routes).map(([route, path]) => ({
    name: `${route} by ${query}`,
    path: `/api/audit-log/v1${path}${encodeURIComponent(q)}`,
    isEndless: route === 'tail',
  })),
);
