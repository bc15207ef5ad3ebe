import { memo } from 'react';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { OutcomeLabel, Time } from '../shared';
import { useWords } from '../words';
import { ActorName, TargetName, eventLabel } from '../events';
import { EventCell } from './EventCell';
import { pinnedColumn } from './columns';
import { useTableStyles } from './tableStyles';

interface EventRowProps {
  event: AuditEvent;
  index: number;
  /** How many rows come before the first loaded one. */
  skipped: number;
  top: number;
  columns: string[];
  template: string;
  isActive: boolean;
  isOpen: boolean;
  isCompact: boolean;
  isDense: boolean;
  onSelect: (index: number) => void;
}

/** The DOM id of a row, for `aria-activedescendant`. */
export function rowId(event: AuditEvent): string {
  return `audit-event-${event.id}`;
}

// Where rows come or go above it a row gets another place, and the same cells.
const Cells = memo((props: { event: AuditEvent; columns: string[] }) => {
  const { event, columns } = props;
  const classes = useTableStyles();
  const pinned = pinnedColumn(columns);
  return (
    <>
      {columns.map(column => (
        <div
          key={column}
          role="gridcell"
          data-column={column}
          className={
            column === pinned
              ? `${classes.cell} ${classes.pinned}`
              : classes.cell
          }
        >
          <EventCell event={event} column={column} />
        </div>
      ))}
    </>
  );
});

const CompactCell = memo((props: { event: AuditEvent }) => {
  const { event } = props;
  const classes = useTableStyles();
  const t = useWords();
  return (
    <div role="gridcell">
      <div className={classes.compactLine}>
        <span className={classes.strong}>{eventLabel(event, t)}</span>
        <OutcomeLabel outcome={event.outcome} />
      </div>
      <div className={`${classes.compactLine} ${classes.secondary}`}>
        <span>
          <ActorName event={event} t={t} noLink />
          {event.target && (
            <>
              {' · '}
              <TargetName event={event} t={t} noLink />
            </>
          )}
        </span>
        <Time iso={event.startedAt} />
      </div>
    </div>
  );
});

/** One event in the table: a cell per column, or two lines where it is narrow. */
export const EventRow = memo((props: EventRowProps) => {
  const { event, index, top, columns, template, isCompact } = props;
  const classes = useTableStyles();
  return (
    // The grid that holds the rows has the focus and the keyboard for them all.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={rowId(event)}
      role="row"
      aria-rowindex={props.skipped + index + 2}
      aria-selected={props.isOpen}
      data-active={props.isActive}
      className={[
        classes.row,
        isCompact && classes.compact,
        props.isDense && classes.dense,
        props.isOpen && classes.open,
      ]
        .filter(Boolean)
        .join(' ')}
      style={{
        transform: `translateY(${top}px)`,
        gridTemplateColumns: isCompact ? undefined : template,
      }}
      onClick={() => props.onSelect(index)}
    >
      {isCompact ? (
        <CompactCell event={event} />
      ) : (
        <Cells event={event} columns={columns} />
      )}
    </div>
  );
});
