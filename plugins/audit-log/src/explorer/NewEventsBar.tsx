import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';
import { LiveEvents, MOST_WAITING } from './useLiveEvents';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      justifyContent: 'center',
      padding: theme.spacing(0.5),
      borderBottom: `1px solid ${theme.palette.divider}`,
      fontSize: '0.8125rem',
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
  if (count === 0 && !hasFailed) {
    return null;
  }
  return (
    <div className={classes.root} role="status">
      {hasFailed && t('explorer.live.failed')}
      {count > 0 && (
        <Button size="small" color="primary" onClick={props.onRead}>
          {count >= MOST_WAITING
            ? t('explorer.live.many', { number: count.toLocaleString() })
            : t('explorer.live.found', { count })}
        </Button>
      )}
    </div>
  );
}
