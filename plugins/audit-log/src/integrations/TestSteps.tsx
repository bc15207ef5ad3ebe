import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import WaitingIcon from '@material-ui/icons/RadioButtonUnchecked';
import {
  StorageTest,
  storageTestSteps,
} from 'backstage-plugin-audit-log-common';
import { StorageAdvice } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    return {
      root: {
        margin: theme.spacing(1, 0),
        padding: 0,
        listStyle: 'none',
        fontFamily: theme.typography.fontFamily,
        fontSize: '0.875rem',
      },
      step: {
        display: 'grid',
        gridTemplateColumns: '24px minmax(0, 1fr)',
        alignItems: 'center',
        gap: theme.spacing(0, 1),
        padding: theme.spacing(0.5, 0),
        '& svg': { fontSize: 20 },
      },
      words: {
        gridColumn: 2,
        fontFamily: 'monospace',
        fontSize: '0.8125rem',
        overflowWrap: 'anywhere',
      },
      advice: { gridColumn: 2 },
      waiting: { color: theme.palette.text.secondary },
      ok: {
        '& svg': { color: dark ? '#71cf88' : '#1b7a32' },
      },
      failed: { color: dark ? '#ffb3ad' : '#b71c1c' },
      hidden: {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clipPath: 'inset(50%)',
      },
    };
  },
  { name: 'AuditLogTestSteps' },
);

function stateOf(result: { ok: boolean } | undefined) {
  if (!result) {
    return 'waiting';
  }
  return result.ok ? 'ok' : 'failed';
}

/** Every step of a test in its order: done, failed, or not reached. */
export function TestSteps(props: { test: StorageTest | undefined }) {
  const { test } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <ol className={classes.root}>
      {storageTestSteps.map(step => {
        const result = test?.steps.find(each => each.step === step);
        const state = stateOf(result);
        return (
          <li key={step} className={`${classes.step} ${classes[state]}`}>
            <Mark state={state} isRunning={!test} />
            <span>
              {t(`integration.test.steps.${step}`)}
              {state === 'waiting' && test && (
                <> ({t('integration.test.notReached')})</>
              )}
              {state !== 'waiting' && (
                <span className={classes.hidden}>
                  : {t(`integration.test.state.${state}`)}
                </span>
              )}
            </span>
            {result?.message && (
              <>
                <span className={classes.words}>{result.message}</span>
                <StorageAdvice
                  error={result.message}
                  className={classes.advice}
                />
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Mark(props: {
  state: 'ok' | 'failed' | 'waiting';
  isRunning: boolean;
}) {
  switch (props.state) {
    case 'ok':
      return <CheckIcon aria-hidden />;
    case 'failed':
      return <ErrorIcon aria-hidden />;
    default:
      return props.isRunning ? (
        <CircularProgress size={16} color="inherit" aria-hidden />
      ) : (
        <WaitingIcon aria-hidden />
      );
  }
}
