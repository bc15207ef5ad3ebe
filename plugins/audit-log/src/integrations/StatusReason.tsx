import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { StorageAdvice } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderLeft: `3px solid ${theme.palette.error.main}`,
      paddingLeft: theme.spacing(1),
      overflowWrap: 'anywhere',
    },
    words: { fontFamily: 'monospace', fontSize: '0.8125rem' },
  }),
  { name: 'AuditLogStatusReason' },
);

/** Why an integration is not ready, where it isn't. */
export function StatusReason(props: { integration: StorageIntegration }) {
  const { status, statusReason, lastTest } = props.integration;
  const t = useWords();
  const classes = useStyles();
  if (status === 'pending' || status === 'retired') {
    return (
      <Typography variant="body2" color="textSecondary">
        {t(`integration.${status}Text`)}
      </Typography>
    );
  }
  if (status === 'ready') {
    return null;
  }
  const failed = lastTest?.steps.find(({ ok }) => !ok);
  const said = failed?.message ?? statusReason ?? '';
  return (
    <Typography variant="body2" component="div" className={classes.root}>
      {failed &&
        t('integration.failedAt', {
          step: t(`integration.test.steps.${failed.step}`),
        })}{' '}
      <span className={classes.words}>{said}</span>
      <StorageAdvice error={said} />
    </Typography>
  );
}
