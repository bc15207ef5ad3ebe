/** Bad arguments, or nothing that could be checked. */
export class CannotCheckError extends Error {}

const NOTE = /\n\n(?:\u2014 [^\n]+\n)+$/;

/**
 * Reads a signed checkpoint that somebody kept: the note alone, what the portal
 * answers, or what `audit-log checkpoint --keep` wrote.
 *
 * @throws CannotCheckError where it is none of these.
 */
export function parseKept(
  text: string,
  name: string,
): { note: string; fetchedAt?: Date } {
  const kept = fromJson(text) ?? { note: text };
  // A terminal's own line feeds at the end are no part of a note.
  const note = kept.note.replace(/\r\n/g, '\n').replace(/\n*$/, '\n');
  if (!NOTE.test(note)) {
    throw new CannotCheckError(
      `There is no signed checkpoint in ${name}, expected a note or the JSON that the portal answers.`,
    );
  }
  return { ...kept, note };
}

function fromJson(
  text: string,
): { note: string; fetchedAt?: Date } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { note, checkpoint, fetchedAt } = (json ?? {}) as Record<
    string,
    unknown
  >;
  const inner = (checkpoint as { note?: unknown } | undefined)?.note;
  const at = new Date(String(fetchedAt));
  return {
    note: [note, inner].find(each => typeof each === 'string') ?? '',
    ...(typeof fetchedAt === 'string' &&
      !Number.isNaN(at.getTime()) && { fetchedAt: at }),
  } as { note: string; fetchedAt?: Date };
}
