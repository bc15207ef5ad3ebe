import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/**
 * One line of the journal.
 *
 * @remarks
 * `b`: an operation that began. `e`: an event, as it is to be appended, or,
 * with `u`, undecided; `p`: the period of recording in which it happened. `d`:
 * the operation has ended, and nothing more of it is to be told than events
 * say; with `k`, no operation is meant: what is undecided in the segment is
 * kept, also where audit logging is off by now. `x`: the event of an earlier line of the segment
 * is not to be appended, by a rule or because it is kept elsewhere. `d` and `x`
 * lie in the segment of the line that they are about, so that they are there
 * as long as it is.
 */
export type JournalLine =
  | { b: RecordedEvent; n?: string }
  | { e: RecordedEvent; o?: string; p?: string; u?: 1 }
  | { d: string; k?: 1 }
  | { x: string };

/** A line that was read. */
export interface ReadLine {
  line: JournalLine;
  /** Bytes. */
  size: number;
  /** A later line says that its event is not to be appended. */
  isLeftOut?: boolean;
}

/** By which the line of an undecided event ends. */
export const UNDECIDED = ',"u":1}\n';

/**
 * The line of a begin. Where the begin itself was recorded, `nextId` is the id
 * kept for the event that will amend it.
 */
export function beginLine(begun: RecordedEvent, nextId?: string): string {
  const next = nextId === undefined ? '' : `,"n":${JSON.stringify(nextId)}`;
  return `{"b":${JSON.stringify(begun)}${next}}\n`;
}

/** The line of an event; the operation is named where its id is another. */
export function eventLine(
  event: RecordedEvent,
  {
    operationId,
    period,
    isUndecided,
  }: { operationId: string; period?: string; isUndecided?: boolean },
): string {
  const named = {
    ...(operationId !== event.id && { o: operationId }),
    ...(period !== undefined && { p: period }),
  };
  const facts = Object.entries(named)
    .map(([key, value]) => `,"${key}":${JSON.stringify(value)}`)
    .join('');
  const end = isUndecided ? UNDECIDED : '}\n';
  return `{"e":${JSON.stringify(event)}${facts}${end}`;
}

/**
 * Says that what is undecided is kept. To versions that don't know of this it is
 * the end of an operation that there isn't.
 */
export const KEPT_LINE = '{"d":"","k":1}\n';

/** Says that an operation has ended. */
export function endLine(operationId: string): string {
  return `{"d":${JSON.stringify(operationId)}}\n`;
}

/** Says that the event of an earlier line is not to be appended. */
export function leftOutLine(eventId: string): string {
  return `{"x":${JSON.stringify(eventId)}}\n`;
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
  lines: ReadLine[];
  damaged: number;
} {
  const lines: ReadLine[] = [];
  const events = new Map<string, ReadLine[]>();
  let damaged = 0;
  let start = 0;
  for (
    let end = content.indexOf(10, start);
    end !== -1;
    end = content.indexOf(10, start)
  ) {
    const line = parseLine(content.toString('utf8', start, end));
    if (line) {
      const read: ReadLine = { line, size: end - start + 1 };
      lines.push(read);
      if ('e' in line) {
        const { id } = line.e;
        events.set(id, [...(events.get(id) ?? []), read]);
      } else if ('x' in line) {
        // An event that comes back later, from quarantine, has a new line.
        events.get(line.x)?.forEach(earlier => {
          earlier.isLeftOut = true;
        });
      }
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
    if (typeof line?.d === 'string' || typeof line?.x === 'string') {
      return line;
    }
    const event = line?.b ?? line?.e;
    return typeof event?.id === 'string' && typeof event?.startedAt === 'string'
      ? line
      : undefined;
  } catch {
    return undefined;
  }
}
