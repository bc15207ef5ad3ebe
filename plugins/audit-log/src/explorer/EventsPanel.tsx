import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import { useApi } from '@backstage/frontend-plugin-api';
import { Notice, auditLogApiRef, useLoaded, useMe } from '../shared';
import { useWords } from '../words';
import { TimeRange } from '../range';
import { EventTable, EventTableProps, TableSkeleton } from '../table';
import { EmptyEvents } from './EmptyEvents';
import { NewEventsBar } from './NewEventsBar';
import { StatusLine } from './StatusLine';
import { NewEvents } from './useNewEvents';
import { useExplorerStyles } from './explorerStyles';

interface EventsPanelProps extends EventTableProps {
  newEvents: NewEvents;
  query: string;
  range: TimeRange;
  onRefresh: () => void;
  onClearQuery: () => void;
  onWiden: () => void;
}

/** The table, or why there is none. */
export function EventsPanel(props: EventsPanelProps) {
  const { state } = props;
  const t = useWords();
  const classes = useExplorerStyles();
  return (
    <div className={classes.list}>
      <NewEventsBar found={props.newEvents} onRead={props.onRefresh} />
      {state.events.length > 0 && <EventTable {...props} />}
      {state.events.length === 0 && (
        <div className={classes.scrollable}>
          {state.status === 'loading' && (
            <TableSkeleton label={t('explorer.table.loading')} />
          )}
          {state.status === 'loaded' && <EmptyTable {...props} />}
          {state.status === 'failed' && (
            <Notice
              icon={<ErrorIcon />}
              title={t('explorer.table.errorTitle')}
              role="alert"
              actions={
                <Button
                  size="small"
                  variant="outlined"
                  onClick={props.onRefresh}
                >
                  {t('shared.retry')}
                </Button>
              }
            >
              {state.error?.message}
            </Notice>
          )}
        </div>
      )}
      <StatusLine state={state} />
    </div>
  );
}

/** An Admin learns whether logging is off; nobody else may read the settings. */
function EmptyTable(props: EventsPanelProps) {
  const { mayUpdateSettings } = useMe();
  const api = useApi(auditLogApiRef);
  const isOff = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        mayUpdateSettings &&
        (await api.getSettings(signal)).state === 'disabled',
      [api, mayUpdateSettings],
    ),
  );
  if (isOff.status === 'loading') {
    return null;
  }
  return <EmptyEvents {...props} isLoggingOff={isOff.value ?? false} />;
}
