import { useEffect, useRef } from 'react';
import Button from '@material-ui/core/Button';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import {
  Notice,
  ReadingLimits,
  errorText,
  isWrongQuery,
  useMe,
} from '../shared';
import { useWords } from '../words';
import { TimeRange } from '../range';
import { EventTable, EventTableProps, TableSkeleton } from '../table';
import { EmptyEvents } from './EmptyEvents';
import { NewEventsBar } from './NewEventsBar';
import { StatusLine } from './StatusLine';
import { LiveEvents } from './useLiveEvents';
import { useExplorerStyles } from './explorerStyles';

interface EventsPanelProps extends EventTableProps {
  live: LiveEvents;
  logging: LoggingSummary | null;
  query: string;
  range: TimeRange;
  onNewEvents: () => void;
  onClearQuery: () => void;
  onWiden: () => void;
}

/** The table, or why there is none. */
export function EventsPanel(props: EventsPanelProps) {
  const { state } = props;
  const t = useWords();
  const me = useMe();
  const classes = useExplorerStyles();
  const list = useRef<HTMLDivElement>(null);
  const isFocusDue = useRef(false);
  const focusGrid = () =>
    list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  // The control that was used to go there may be gone by then.
  const thenFocus = (go: () => void) => () => {
    isFocusDue.current = true;
    go();
  };
  const onNewest = thenFocus(props.onNewest);
  const onOldest = thenFocus(props.onOldest);
  useEffect(() => {
    if (state.status === 'failed') {
      isFocusDue.current = false;
    }
    if (isFocusDue.current && state.status === 'loaded') {
      isFocusDue.current = false;
      focusGrid();
    }
  }, [state.status]);
  // So may the one that closed the event.
  const { openId } = props;
  const openedBefore = useRef(openId);
  useEffect(() => {
    if (openedBefore.current && !openId && hasFocusGone()) {
      focusGrid();
    }
    openedBefore.current = openId;
  }, [openId]);
  return (
    <div className={classes.list} ref={list}>
      <NewEventsBar
        live={props.live}
        onRead={() => {
          props.onNewEvents();
          focusGrid();
        }}
      />
      {state.events.length > 0 && (
        <EventTable {...props} onNewest={onNewest} onOldest={onOldest} />
      )}
      {state.events.length === 0 && (
        <div className={classes.scrollable}>
          {state.status === 'loading' && (
            <TableSkeleton label={t('explorer.table.loading')} />
          )}
          {state.status === 'loaded' && (
            <EmptyEvents
              {...props}
              isLoggingOff={props.logging?.state === 'disabled'}
            />
          )}
          {state.status === 'failed' && (
            <Notice
              icon={<ErrorIcon />}
              title={t('explorer.table.errorTitle')}
              role="alert"
              actions={
                !isWrongQuery(state.error) && (
                  <Button
                    size="small"
                    variant="outlined"
                    onClick={props.onRetry}
                  >
                    {t('shared.retry')}
                  </Button>
                )
              }
            >
              {state.error && errorText(state.error)}
            </Notice>
          )}
        </div>
      )}
      <ReadingLimits me={me} className={classes.limits} />
      <StatusLine
        state={state}
        heardTo={props.live.completeTo}
        onNewest={onNewest}
        onOldest={onOldest}
      />
    </div>
  );
}

function hasFocusGone(): boolean {
  return [null, document.body].includes(
    document.activeElement as HTMLElement | null,
  );
}
