import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';
import { NewEvents } from './useNewEvents';

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

/** Says that newer events exist; a click reads them. */
export function NewEventsBar(props: { found: NewEvents; onRead: () => void }) {
  const { count, isMore, hasFailed } = props.found;
  const t = useWords();
  const classes = useStyles();
  if (count === 0 && !hasFailed) {
    return null;
  }
  return (
    <div className={classes.root} role="status">
      {hasFailed ? (
        t('explorer.live.failed')
      ) : (
        <Button size="small" color="primary" onClick={props.onRead}>
          {isMore
            ? t('explorer.live.many', { number: count.toLocaleString() })
            : t('explorer.live.found', { count })}
        </Button>
      )}
    </div>
  );
}
