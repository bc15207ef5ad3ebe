import {
  MouseEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { useLatest } from '../shared';
import { useWords } from '../words';
import { EventsState } from '../events';
import { EventRow, rowId } from './EventRow';
import { TableHeader } from './TableHeader';
import { columnTemplate } from './columnTemplate';
import { RowMenu, RowMenuPlace } from './RowMenu';
import {
  COMPACT_ROW_HEIGHT,
  DENSE_ROW_HEIGHT,
  ROW_HEIGHT,
  useTableStyles,
} from './tableStyles';
import { useRowKeys } from './useRowKeys';

/** A page is read ahead when so many rows are left below what is visible. */
const READ_AHEAD_ROWS = 40;

const useStyles = makeStyles(
  theme => ({
    foot: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      gap: theme.spacing(1),
      height: 56,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'AuditLogEventTableFoot' },
);

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
  onLoadNewer?: () => void;
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
  const { state, columns, widths, active, isCompact, onLoadMore } = props;
  const { onLoadNewer } = props;
  const { events, hasMore, hasNewer, shift, status } = state;
  const isDense = Boolean(props.isDense) && !isCompact;
  const [menu, setMenu] = useState<RowMenuPlace>();
  const t = useWords();
  const classes = { ...useTableStyles(), ...useStyles() };
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeightOf({ isCompact, isDense });
  const { template, minWidth } = useMemo(
    () => columnTemplate(columns, widths),
    [columns, widths],
  );

  const virtualizer = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: isCompact ? 0 : ROW_HEIGHT,
    scrollPaddingEnd: rowHeight,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  // After a jump that time is in the middle of the table: it reads both ways.
  useEffect(() => {
    if (state.anchor > 0) {
      virtualizer.scrollToIndex(state.anchor, { align: 'center' });
    }
    // Only where the table begins anew: later, readers scroll themselves.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [virtualizer, state.anchor]);

  const topBefore = useRef(props.top);
  useEffect(() => {
    if (topBefore.current !== props.top) {
      topBefore.current = props.top;
      scroller.current?.scrollTo({ top: 0 });
    }
  }, [props.top]);

  // Rows that came above must not move what is being read.
  const shiftBefore = useRef(shift);
  useLayoutEffect(() => {
    const grown = shift - shiftBefore.current;
    shiftBefore.current = shift;
    if (grown > 0 && scroller.current) {
      scroller.current.scrollTop += grown * rowHeight;
    }
  }, [shift, rowHeight]);

  const rows = virtualizer.getVirtualItems();
  const lastVisible = rows.length > 0 ? rows[rows.length - 1].index : 0;
  useEffect(() => {
    if (
      hasMore &&
      status === 'loaded' &&
      lastVisible >= events.length - READ_AHEAD_ROWS
    ) {
      onLoadMore();
    }
  }, [lastVisible, events.length, hasMore, status, onLoadMore]);
  const firstVisible = rows.length > 0 ? rows[0].index : 0;
  const isScrolled = (virtualizer.scrollOffset ?? 0) > 0 || state.anchor === 0;
  useEffect(() => {
    if (
      hasNewer &&
      status === 'loaded' &&
      isScrolled &&
      firstVisible <= READ_AHEAD_ROWS
    ) {
      onLoadNewer?.();
    }
  }, [firstVisible, hasNewer, status, isScrolled, onLoadNewer]);

  const select = (index: number) => {
    props.onActive(index);
    virtualizer.scrollToIndex(index);
  };
  // The same function for all rows, so that those in view are not drawn anew
  // for each that scrolls into view.
  const onSelect = useLatest((index: number) => {
    scroller.current?.focus({ preventScroll: true });
    props.onActive(index);
    props.onOpen(events[index]);
  });
  const onKeyDown = useRowKeys({
    active,
    count: events.length,
    pageSize: Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2,
    ),
    onActive: select,
    onOpen: index => props.onOpen(events[index]),
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
      aria-rowcount={hasMore ? -1 : events.length + 1}
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
        <div
          role="rowgroup"
          style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        >
          {rows.map(row => (
            <EventRow
              key={events[row.index].id}
              event={events[row.index]}
              index={row.index}
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
      <TableFoot state={state} onLoadMore={onLoadMore} />
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

function TableFoot(props: { state: EventsState; onLoadMore: () => void }) {
  const { status, hasMore } = props.state;
  const t = useWords();
  const classes = useStyles();
  if (status === 'loading-more') {
    return <LinearProgress aria-label={t('explorer.table.loadingMore')} />;
  }
  if (status === 'failed') {
    return (
      <div className={classes.foot} role="alert">
        {t('explorer.table.loadMoreFailed')}
        <Button size="small" onClick={props.onLoadMore}>
          {t('shared.retry')}
        </Button>
      </div>
    );
  }
  return hasMore ? null : (
    <div className={classes.foot}>{t('explorer.table.end')}</div>
  );
}
