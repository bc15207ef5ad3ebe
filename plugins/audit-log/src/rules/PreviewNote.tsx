import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import LinearProgress from '@material-ui/core/LinearProgress';
import Alert from '@material-ui/lab/Alert';
import { errorText } from '../shared';
import { useWords } from '../words';
import { Preview } from './usePreview';

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'relative',
      padding: theme.spacing(1.5, 2),
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.action.hover,
      overflow: 'hidden',
    },
    heading: { fontSize: '0.75rem' },
    meter: { marginTop: theme.spacing(1), height: 6, borderRadius: 3 },
  }),
  { name: 'AuditLogRulesPreview' },
);

/** What the rules would have kept of the last day. */
export function PreviewNote(props: { preview: Preview; isValid: boolean }) {
  const { preview, isValid } = props;
  const { status, value, error } = preview;
  const t = useWords();
  const classes = useStyles();
  if (status === 'failed') {
    return (
      <Alert severity="error">
        {t('rule.preview.failed')} {error && errorText(error)}
      </Alert>
    );
  }
  const text = () => {
    if (!isValid) {
      return t('rule.preview.invalid');
    }
    if (!value) {
      return `${t('rule.preview.waiting')} …`;
    }
    if (value.total === 0) {
      return t('rule.preview.nothing');
    }
    const kept = t('rule.preview.kept', {
      kept: value.kept.toLocaleString(),
      total: value.total.toLocaleString(),
    });
    const reduced =
      value.reduced > 0
        ? t('rule.preview.reduced', { reduced: value.reduced.toLocaleString() })
        : '';
    return `${kept}${reduced}. ${
      value.isComplete ? '' : t('rule.preview.incomplete')
    }`;
  };
  const share = value && value.total > 0 ? (100 * value.kept) / value.total : 0;
  return (
    <div className={classes.root}>
      <Typography className={classes.heading}>
        {t('rule.preview.heading')}
      </Typography>
      <Typography variant="body2" role="status">
        {text()}
      </Typography>
      {isValid && (
        <LinearProgress
          className={classes.meter}
          variant={status === 'waiting' ? 'indeterminate' : 'determinate'}
          value={share}
          aria-hidden
        />
      )}
    </div>
  );
}
