import { KeyboardEvent, PointerEvent, useRef } from 'react';
import { useWords } from '../words';
import { useTableStyles } from './tableStyles';
import { pinnedColumn } from './columns';
import { useColumnName } from './useColumnName';

const STEP_PX = 16;
const MIN_WIDTH_PX = 48;

/** The names of the columns, each with a handle for its width. */
export function TableHeader(props: {
  columns: string[];
  template: string;
  minWidth: number;
  onResize?: (column: string, width: number) => void;
}) {
  const { columns, template, minWidth, onResize } = props;
  const classes = useTableStyles();
  const name = useColumnName();
  const pinned = pinnedColumn(columns);
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes.header}
      style={{ gridTemplateColumns: template, minWidth }}
    >
      {columns.map(column => (
        <div
          key={column}
          role="columnheader"
          className={
            column === pinned
              ? `${classes.cell} ${classes.pinned}`
              : classes.cell
          }
        >
          <span title={name(column)}>{name(column)}</span>
          {onResize && (
            <ResizeHandle
              label={name(column)}
              onResize={width => onResize(column, width)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function ResizeHandle(props: {
  label: string;
  onResize: (width: number) => void;
}) {
  const classes = useTableStyles();
  const t = useWords();
  const start = useRef<{ x: number; width: number }>();

  const widthOf = (handle: HTMLElement) =>
    handle.parentElement?.getBoundingClientRect().width ?? 0;
  const resize = (width: number) =>
    props.onResize(Math.max(MIN_WIDTH_PX, Math.round(width)));

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, width: widthOf(event.currentTarget) };
    },
    onPointerMove: (event: PointerEvent<HTMLButtonElement>) => {
      if (start.current) {
        resize(start.current.width + event.clientX - start.current.x);
      }
    },
    onPointerUp: () => {
      start.current = undefined;
    },
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      const step = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[event.key];
      if (step) {
        event.preventDefault();
        event.stopPropagation();
        resize(widthOf(event.currentTarget) + step);
      }
    },
  };
  return (
    <button
      type="button"
      className={classes.resizer}
      aria-label={t('explorer.table.resize', { column: props.label })}
      {...handlers}
    />
  );
}
