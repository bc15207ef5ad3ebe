import Button from '@material-ui/core/Button';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { Notice, errorText } from '../shared';
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
  onRefresh: () => void;
  onNewEvents: () => void;
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
      <NewEventsBar live={props.live} onRead={props.onNewEvents} />
      {state.events.length > 0 && <EventTable {...props} />}
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
                <Button
                  size="small"
                  variant="outlined"
                  onClick={props.onRefresh}
                >
                  {t('shared.retry')}
                </Button>
              }
            >
              {state.error && errorText(state.error)}
            </Notice>
          )}
        </div>
      )}
      <StatusLine state={state} heardTo={props.live.completeTo} />
    </div>
  );
}
