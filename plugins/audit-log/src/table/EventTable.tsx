import { MouseEvent, useMemo, useRef, useState } from 'react';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { useLatest } from '../shared';
import { useWords } from '../words';
import { EventsState } from '../events';
import { EventRow, rowId } from './EventRow';
import { TableFoot } from './TableFoot';
import { TableHeader } from './TableHeader';
import { columnTemplate } from './columnTemplate';
import { RowMenu, RowMenuPlace } from './RowMenu';
import {
  COMPACT_ROW_HEIGHT,
  DENSE_ROW_HEIGHT,
  ROW_HEIGHT,
  useTableStyles,
} from './tableStyles';
import { useEventRows } from './useEventRows';
import { useRowKeys } from './useRowKeys';

export interface EventTableProps {
  state: EventsState;
  columns: string[];
  widths: Record<string, number>;
  active: number;
  openId?: string;
  isCompact: boolean;
  isDense?: boolean;
  onActive: (index: number) => void;
  onOpen: (event: AuditEvent) => void;
  onLoadMore: () => void;
  onLoadNewer: () => void;
  /** Goes to the newest event where it is not loaded. */
  onNewest: () => void;
  /** Goes to the oldest event where it is not loaded. */
  onOldest: () => void;
  /** Repeats the read that failed. */
  onRetry: () => void;
  /** A new number scrolls to the first row. */
  top?: number;
  /** The permanent address of an event. */
  linkOf?: (event: AuditEvent) => string;
  /** Missing where there is no query to change. */
  onFilter?: (choice: {
    field: string;
    value: string;
    negated: boolean;
  }) => void;
  /** Missing where widths are not remembered. */
  onResize?: (column: string, width: number) => void;
}

/** Events as a grid of which only the visible rows exist. */
export function EventTable(props: EventTableProps) {
  const { state, columns, widths, active, isCompact } = props;
  const { events, hasMore, hasNewer, skipped, status } = state;
  const isDense = Boolean(props.isDense) && !isCompact;
  const [menu, setMenu] = useState<RowMenuPlace>();
  const t = useWords();
  const classes = useTableStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const { template, minWidth } = useMemo(
    () => columnTemplate(columns, widths),
    [columns, widths],
  );
  const { rows, height, scrollTo, firstVisible, pageSize } = useEventRows({
    state,
    scroller,
    rowHeight: rowHeightOf({ isCompact, isDense }),
    headerHeight: isCompact ? 0 : ROW_HEIGHT,
    onLoadMore: props.onLoadMore,
    onLoadNewer: props.onLoadNewer,
    top: props.top,
  });

  // The same function for all rows, so that those in view are not drawn anew
  // for each that scrolls into view.
  const onSelect = useLatest((index: number) => {
    scroller.current?.focus({ preventScroll: true });
    props.onActive(index);
    props.onOpen(events[index]);
  });
  const onKeyDown = useRowKeys({
    // A row that was left is none to go on from.
    active: events[active] ? active : firstVisible() - 1,
    count: events.length,
    pageSize: pageSize(),
    onActive: index => {
      props.onActive(index);
      scrollTo(index);
    },
    onOpen: index => props.onOpen(events[index]),
    onFirst: hasNewer ? props.onNewest : undefined,
    onLast: hasMore ? props.onOldest : undefined,
  });
  const onContextMenu = (mouse: MouseEvent<HTMLElement>) => {
    const place = placeOfMenu(mouse, events, active);
    if (place) {
      mouse.preventDefault();
      setMenu(place);
    }
  };

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={t('explorer.table.label')}
      aria-rowcount={hasMore || hasNewer ? -1 : skipped + events.length + 1}
      aria-colcount={isCompact ? 1 : columns.length}
      aria-busy={status === 'loading-more'}
      aria-activedescendant={events[active] ? rowId(events[active]) : undefined}
      className={classes.scroller}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <div
        className={classes.inner}
        style={{ minWidth: isCompact ? 0 : minWidth }}
      >
        {!isCompact && (
          <TableHeader
            columns={columns}
            template={template}
            minWidth={minWidth}
            onResize={props.onResize}
          />
        )}
        <div role="rowgroup" style={{ height, position: 'relative' }}>
          {rows.map(row => (
            <EventRow
              key={events[row.index].id}
              event={events[row.index]}
              index={row.index}
              skipped={skipped}
              top={row.start}
              columns={columns}
              template={template}
              isActive={row.index === active}
              isOpen={events[row.index].id === props.openId}
              isCompact={isCompact}
              isDense={isDense}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
      <TableFoot state={state} onRetry={props.onRetry} />
      <RowMenu
        place={menu}
        linkOf={props.linkOf}
        onFilter={props.onFilter}
        onOpen={props.onOpen}
        onClose={() => setMenu(undefined)}
      />
    </div>
  );
}

function rowHeightOf(table: { isCompact: boolean; isDense: boolean }): number {
  if (table.isCompact) {
    return COMPACT_ROW_HEIGHT;
  }
  return table.isDense ? DENSE_ROW_HEIGHT : ROW_HEIGHT;
}

/** The row under the mouse; the active one where the keyboard asked. */
function placeOfMenu(
  mouse: MouseEvent<HTMLElement>,
  events: AuditEvent[],
  active: number,
): RowMenuPlace | undefined {
  const target = mouse.target as Element;
  const row = target.closest('[role="row"]');
  const hit = events.find(event => rowId(event) === row?.id);
  const event = hit ?? (row ? undefined : events[active]);
  if (!event) {
    return undefined;
  }
  const box = document.getElementById(rowId(event))?.getBoundingClientRect();
  return {
    event,
    column:
      target.closest('[data-column]')?.getAttribute('data-column') ?? undefined,
    left: hit ? mouse.clientX : box?.left ?? 0,
    top: hit ? mouse.clientY : box?.bottom ?? 0,
  };
}
