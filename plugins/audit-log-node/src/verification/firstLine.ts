/** A message for one line of a report: others' parsers say long things. */
export function firstLine(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 200);
}
