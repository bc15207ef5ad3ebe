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
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(0.75, 1.5),
      borderTop: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'AuditLogStatusLine' },
);

/** How many events are loaded, and up to when the answer is complete. */
export function StatusLine(props: {
  state: EventsState;
  /** Where events are watched: what is heard goes on from the state. */
  heardTo: CompleteTo | undefined;
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
      {completeTo?.time && (
        <span
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
