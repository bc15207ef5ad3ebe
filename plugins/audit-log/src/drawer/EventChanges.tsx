import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';
import { Change } from './changes';

const useStyles = makeStyles(
  theme => {
    const isDark = theme.palette.type === 'dark';
    return {
      heading: {
        marginTop: theme.spacing(1.5),
        color: theme.palette.text.secondary,
        fontSize: '0.75rem',
        fontWeight: 500,
      },
      list: { margin: 0, fontSize: '0.8125rem' },
      path: {
        marginTop: theme.spacing(0.75),
        overflowWrap: 'anywhere',
        fontWeight: 500,
      },
      value: {
        margin: theme.spacing(0.25, 0, 0),
        padding: theme.spacing(0.25, 1),
        fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
        fontSize: '0.75rem',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      },
      before: {
        borderLeft: `3px solid ${theme.palette.error.main}`,
        backgroundColor: isDark ? '#3a2326' : '#fdecee',
      },
      after: {
        borderLeft: `3px solid ${isDark ? '#81c784' : '#2e7d32'}`,
        backgroundColor: isDark ? '#1f3324' : '#e9f5ea',
      },
    };
  },
  { name: 'AuditLogEventChanges' },
);

/** What was before and what is after, value by value. */
export function EventChanges(props: { changes: Change[] }) {
  const t = useWords();
  const classes = useStyles();
  const line = (kind: 'before' | 'after', value: unknown) =>
    value !== undefined && (
      <dd
        className={`${classes.value} ${classes[kind]}`}
        aria-label={t(`explorer.drawer.${kind}`)}
      >
        {kind === 'before' ? '− ' : '+ '}
        {typeof value === 'string'
          ? value
          : JSON.stringify(value, undefined, 2)}
      </dd>
    );
  return (
    <section>
      <Typography component="h3" className={classes.heading}>
        {t('explorer.drawer.sections.changes')}
      </Typography>
      <dl className={classes.list}>
        {props.changes.map(({ path, before, after }) => (
          <div key={path}>
            <dt className={classes.path}>{path}</dt>
            {line('before', before)}
            {line('after', after)}
          </div>
        ))}
      </dl>
    </section>
  );
}
