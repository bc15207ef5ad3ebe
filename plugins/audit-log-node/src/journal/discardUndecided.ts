import { readFileSync } from 'node:fs';
import { Segment } from './Segment';
import {
  JournalLine,
  KEPT_LINE,
  ReadLine,
  UNDECIDED,
  parseSegment,
} from './lines';
import { Holder } from './marks';

/**
 * Says that what is undecided in a segment is kept, whatever is learned later
 * and by whichever process. Never throws.
 */
export function keepUndecided(segment: Segment, holder: Holder): void {
  if (segment.holdsUndecided && !segment.keepsUndecided && !segment.isRemoved) {
    segment.keepsUndecided = true;
    holder.note(segment, KEPT_LINE);
  }
}

/**
 * Takes undecided events out of a segment, but those of one category, and with
 * them the begins that nobody holds. Returns false where there are none, or
 * where they are kept. Throws where the disk refuses; the segment is then as it
 * was.
 */
export function discardUndecided(segment: Segment, category: string): boolean {
  if (segment.isRemoved || segment.keepsUndecided) {
    return false;
  }
  const content = readFileSync(segment.path);
  // As a rule there are none, and reading every line would take long.
  if (!content.includes(UNDECIDED)) {
    return false;
  }
  const open = new Set(
    [...segment.begins]
      .filter(({ isEnded }) => !isEnded)
      .map(({ begun }) => begun.id),
  );
  const isKept = ({ line, isLeftOut }: ReadLine) =>
    'e' in line
      ? !isLeftOut && (line.u !== 1 || line.e.category === category)
      : // What ends or leaves out an earlier line goes with that.
        'b' in line && open.has(line.b.id);
  const kept = parseSegment(content)
    .lines.filter(isKept)
    .map(({ line }) => line);
  segment.rewrite(Buffer.from(kept.map(textOf).join('')));
  if (segment.isSpilled) {
    segment.events = kept.filter(line => 'e' in line).length;
  }
  return true;
}

function textOf(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}
