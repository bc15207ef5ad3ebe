/** The explorer with a query and a relative range. */
export function explorerLink(root: string, q: string, range: string): string {
  return `${root}?${new URLSearchParams({ q, range })}`;
}
