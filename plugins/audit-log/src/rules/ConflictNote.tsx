import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { makeStyles } from '@material-ui/core/styles';
import { Rule } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'AuditLogRulesConflict' },
);

/** Two people changed the rules: which of them count is for the reader to say. */
export function ConflictNote(props: {
  theirs: readonly Rule[];
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}) {
  const { theirs } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <Alert severity="warning">
      <AlertTitle>{t('rule.conflict.text')}</AlertTitle>
      {theirs.length === 0
        ? t('rule.conflict.none')
        : t('rule.conflict.theirs', {
            count: theirs.length,
            names: theirs.map(({ name }) => name).join(', '),
          })}
      <div className={classes.actions}>
        <Button size="small" variant="outlined" onClick={props.onTakeTheirs}>
          {t('rule.conflict.takeTheirs')}
        </Button>
        <Button size="small" variant="outlined" onClick={props.onKeepMine}>
          {t('rule.conflict.keepMine')}
        </Button>
      </div>
    </Alert>
  );
}
