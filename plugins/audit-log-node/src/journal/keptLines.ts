import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { readFileSync } from 'node:fs';
import { JournalLine, parseSegment } from './lines';

/**
 * What is left of a segment where only what is about events of one category is
 * kept; undefined where that is nothing, or can't be read.
 */
export function keptLines(
  path: string,
  category: string,
): { content: Buffer; events: number } | undefined {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    return undefined;
  }
  // As a rule there is none, and reading every line would take long.
  if (!content.includes(`"category":${JSON.stringify(category)}`)) {
    return undefined;
  }
  const { lines } = parseSegment(content);
  const kept: JournalLine[] = [];
  const ids = new Set<string>();
  let events = 0;
  for (const { line, isLeftOut } of lines) {
    const event = eventOf(line);
    if (event?.category === category) {
      ids.add(event.id);
      kept.push(line);
      events += 'e' in line && !isLeftOut ? 1 : 0;
    } else if (!event) {
      kept.push(line);
    }
  }
  if (ids.size === 0) {
    return undefined;
  }
  const text = kept
    .filter(line => !('d' in line) || ids.has(line.d))
    .filter(line => !('x' in line) || ids.has(line.x))
    .map(line => `${JSON.stringify(line)}\n`);
  return { content: Buffer.from(text.join('')), events };
}

function eventOf(line: JournalLine): RecordedEvent | undefined {
  if ('b' in line) {
    return line.b;
  }
  return 'e' in line ? line.e : undefined;
}
