import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { CompleteTo } from 'backstage-plugin-audit-log-common';
import { TimeAgo } from '../shared';
import { useWords } from '../words';
import { EventsState } from '../events';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1.5),
      borderTop: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      fontVariantNumeric: 'tabular-nums',
    },
    // No line gets higher where they come.
    button: { fontSize: 'inherit', padding: theme.spacing(0, 0.5) },
    complete: { marginLeft: 'auto' },
  }),
  { name: 'AuditLogStatusLine' },
);

/**
 * How many events are loaded, the ways to both ends of the list, and up to
 * when it is complete.
 */
export function StatusLine(props: {
  state: EventsState;
  /** Where events are watched: what is heard goes on from the state. */
  heardTo: CompleteTo | undefined;
  onNewest: () => void;
  onOldest: () => void;
}) {
  const { events, hasMore, hasNewer, status } = props.state;
  const completeTo = props.heardTo ?? props.state.completeTo;
  const t = useWords();
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <span role="status">
        {status === 'loading' && t('explorer.table.loading')}
        {status !== 'loading' &&
          (hasMore || hasNewer
            ? t('explorer.table.countMore', {
                number: events.length.toLocaleString(),
              })
            : t('explorer.table.count', { count: events.length }))}
      </span>
      {hasNewer && (
        <Button
          className={classes.button}
          color="primary"
          onClick={props.onNewest}
        >
          {t('explorer.table.toNewest')}
        </Button>
      )}
      {hasMore && (
        <Button
          className={classes.button}
          color="primary"
          onClick={props.onOldest}
        >
          {t('explorer.table.toOldest')}
        </Button>
      )}
      {completeTo?.time && (
        <span
          className={classes.complete}
          title={t('explorer.table.completeSequence', {
            sequence: completeTo.sequence,
          })}
        >
          {t('explorer.table.completeTo', {
            time: <TimeAgo iso={completeTo.time} />,
          })}
        </span>
      )}
    </div>
  );
}
