import { useEffect, useState } from 'react';
import Button from '@material-ui/core/Button';
import { useApi } from '@backstage/frontend-plugin-api';
import { TestedCondition } from 'backstage-plugin-audit-log-common';
import { errorText, exportsApiRef } from '../shared';
import { useWords } from '../words';
import { useFormStyles } from './formStyles';
import { ScheduleForm } from './useScheduleForm';

/** Counts what the condition would find if the schedule were due now. */
export function ConditionTest(props: { form: ScheduleForm }) {
  const { draft, schedule } = props.form;
  const { viewId, query, coverage, condition } = draft;
  const t = useWords();
  const classes = useFormStyles();
  const api = useApi(exportsApiRef);
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<TestedCondition>();
  const [error, setError] = useState<string>();
  const subject = JSON.stringify([viewId, query, coverage, condition]);

  // What was found is of another condition than the one that stands there.
  useEffect(() => {
    setFound(undefined);
    setError(undefined);
  }, [subject]);

  const test = async () => {
    setBusy(true);
    setError(undefined);
    try {
      setFound(
        await api.testCondition({
          scheduleId: schedule?.id,
          viewId,
          query,
          coverage,
          condition,
        }),
      );
    } catch (cause) {
      setError(errorText(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.test}>
      <Button
        variant="outlined"
        size="small"
        disabled={
          isBusy ||
          (condition.type === 'query' && condition.query.trim() === '')
        }
        onClick={test}
      >
        {t(isBusy ? 'scheduleForm.testing' : 'scheduleForm.test')}
      </Button>
      <span role="status">
        {error}
        {found && !error && (
          <>
            {found.isComplete
              ? t('scheduleForm.tested', { count: found.rows })
              : t('scheduleForm.testedMore', {
                  limit: found.rows.toLocaleString(),
                })}{' '}
            {t(found.holds ? 'scheduleForm.holds' : 'scheduleForm.holdsNot')}
          </>
        )}
      </span>
    </div>
  );
}
