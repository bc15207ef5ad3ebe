import { PointerEvent, useRef, useState } from 'react';
import { ChartRow, barAt, spanOf } from './chartRows';

interface Drag {
  first: number;
  last: number;
}

/**
 * Lets people choose a span by dragging over bars that take up the whole width
 * of an element.
 *
 * @remarks
 * The pointer's own events tell where it is. What the chart tells of the mouse
 * comes with the next picture, and on a busy machine all of a quick drag is
 * over by then; so is a change of state.
 *
 * @returns handlers for the element, and the first and last row of what is
 * being dragged over
 */
export function useDraggedSpan(
  rows: ChartRow[],
  onChoose: (span: { from: string; to: string }) => void,
) {
  const drag = useRef<Drag>();
  const [shown, setShown] = useState<Drag>();
  const set = (next: Drag | undefined) => {
    drag.current = next;
    setShown(next);
  };
  const barUnder = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return barAt((event.clientX - left) / width, rows.length);
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0 && rows.length > 0) {
        const bar = barUnder(event);
        set({ first: bar, last: bar });
      }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag.current) {
        set({ ...drag.current, last: barUnder(event) });
      }
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const { current } = drag;
      set(undefined);
      const span = current && spanOf(rows, current.first, barUnder(event));
      if (span) {
        onChoose(span);
      }
    },
    onPointerLeave: () => set(undefined),
    onPointerCancel: () => set(undefined),
  };
  const ends = shown && [
    rows[Math.min(shown.first, shown.last)],
    rows[Math.max(shown.first, shown.last)],
  ];
  // There may be fewer bars by now.
  const dragged = ends?.every(Boolean) ? ends : undefined;
  return { dragged, handlers };
}
