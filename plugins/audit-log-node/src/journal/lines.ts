import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** One line of the journal: an operation that began, or an event. */
export type JournalLine =
  | { b: RecordedEvent; n?: string }
  | { e: RecordedEvent; o?: string };

/**
 * The line of a begin. Where the begin itself was recorded, `nextId` is the id
 * kept for the event that will amend it.
 */
export function beginLine(begun: RecordedEvent, nextId?: string): string {
  const next = nextId === undefined ? '' : `,"n":${JSON.stringify(nextId)}`;
  return `{"b":${JSON.stringify(begun)}${next}}\n`;
}

/** The line of an event; the operation is named where its id is another. */
export function eventLine(event: RecordedEvent, operationId: string): string {
  const operation =
    operationId === event.id ? '' : `,"o":${JSON.stringify(operationId)}`;
  return `{"e":${JSON.stringify(event)}${operation}}\n`;
}

/**
 * The lines of a segment, with their lengths in bytes.
 *
 * @remarks
 * A last line without its end was being written when the process died: the
 * call that wrote it never resolved, so it is left out. Any other line that
 * can't be understood is counted as damaged.
 */
export function parseSegment(content: Buffer): {
  lines: { line: JournalLine; size: number }[];
  damaged: number;
} {
  const lines: { line: JournalLine; size: number }[] = [];
  let damaged = 0;
  let start = 0;
  for (
    let end = content.indexOf(10, start);
    end !== -1;
    end = content.indexOf(10, start)
  ) {
    const line = parseLine(content.toString('utf8', start, end));
    if (line) {
      lines.push({ line, size: end - start + 1 });
    } else {
      damaged += 1;
    }
    start = end + 1;
  }
  return { lines, damaged };
}

function parseLine(text: string): JournalLine | undefined {
  try {
    const line = JSON.parse(text);
    const event = line?.b ?? line?.e;
    return typeof event?.id === 'string' && typeof event?.startedAt === 'string'
      ? line
      : undefined;
  } catch {
    return undefined;
  }
}
