import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';
import { LiveEvents, MOST_WAITING } from './useLiveEvents';

const useStyles = makeStyles(
  theme => ({
    root: {
      // Over the table, so that it moves nothing.
      position: 'absolute',
      top: 44,
      left: '50%',
      zIndex: 3,
      transform: 'translateX(-50%)',
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 20,
      boxShadow: theme.shadows[3],
      backgroundColor: theme.palette.background.paper,
      fontSize: '0.8125rem',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'AuditLogNewEvents' },
);

/** Says that newer events exist; a click shows them. */
export function NewEventsBar(props: { live: LiveEvents; onRead: () => void }) {
  const { waiting, hasFailed } = props.live;
  const count = waiting.length;
  const t = useWords();
  const classes = useStyles();
  // Screen readers tell what comes into a region that was there before.
  return (
    <div role="status">
      {(count > 0 || hasFailed) && (
        <div className={classes.root}>
          {hasFailed && t('explorer.live.failed')}
          {count > 0 && (
            <Button size="small" color="primary" onClick={props.onRead}>
              {count >= MOST_WAITING
                ? t('explorer.live.many', { number: count.toLocaleString() })
                : t('explorer.live.found', { count })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
