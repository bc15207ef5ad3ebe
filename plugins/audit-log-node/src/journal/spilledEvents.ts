import { Segment } from './Segment';
import { parseSegment } from './lines';
import { EventMark, Holder } from './marks';
import { SpilledEvent } from './types';

/** The events of a segment that are to be appended, held by their marks. */
export function spilledEvents(
  lines: ReturnType<typeof parseSegment>['lines'],
  segment: Segment,
  holder: Holder,
): SpilledEvent[] {
  return lines.flatMap(({ line, size, isLeftOut }) =>
    'e' in line && !isLeftOut
      ? [
          {
            event: line.e,
            isUndecided: line.u === 1,
            isKept: segment.keepsUndecided,
            period: line.p,
            size,
            mark: new EventMark(line.e.id, segment, holder),
            isAdopted: segment.isAdopted,
          },
        ]
      : [],
  );
}
