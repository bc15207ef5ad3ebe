/** What a link to a section ends with: `storage-integrations`. */
export function anchorOf(heading: string): string {
  return heading.toLocaleLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-');
}
