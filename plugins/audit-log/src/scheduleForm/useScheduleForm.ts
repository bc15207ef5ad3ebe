import { useCallback, useMemo, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { errorText, exportsApiRef, isConflict } from '../shared';
import { useWords } from '../words';
import {
  FieldErrors,
  checkFields,
  errorAt,
  errorOfAnswer,
} from './fieldErrors';
import { ScheduleDraft, draftOfSchedule } from './scheduleDraft';

/** The form of a schedule, with what is wrong with it. */
export interface ScheduleForm {
  draft: ScheduleDraft;
  /** The schedule that is changed; absent for a new one. */
  schedule?: ExportSchedule;
  /** Query of a schedule that was made without a view. */
  ownQuery?: string;
  /** Whether it was said what is exported; the whole log is an answer, too. */
  isChosen: boolean;
  isValid: boolean;
  isSent: boolean;
  /** How many fields keep it from being sent; 0 before the first attempt. */
  invalidCount: number;
  /** What the backend says about no field in particular. */
  failure?: string;
  /** What is saved now, where somebody else was faster. */
  conflict?: ExportSchedule;
  change(patch: Partial<ScheduleDraft>): void;
  /** What to show at a field: nothing before it was touched. */
  errorOf(path: string): string | undefined;
  /** Shows what the backend has said about the draft as it is now. */
  report(error: Error): void;
  save(): Promise<void>;
  /** Gives up what was typed, or saves it over the other's change. */
  resolve(choice: 'theirs' | 'mine'): void;
}

/** Keeps the state of the form, and sends it. */
export function useScheduleForm(options: {
  initial: ScheduleDraft;
  schedule?: ExportSchedule;
  ownQuery?: string;
  onSaved: (schedule: ExportSchedule) => void;
}): ScheduleForm {
  const { onSaved, ownQuery } = options;
  const t = useWords();
  const api = useApi(exportsApiRef);
  const [draft, setDraft] = useState(options.initial);
  const [schedule, setSchedule] = useState(options.schedule);
  const [touched, setTouched] = useState<string[]>([]);
  const [wasTried, setTried] = useState(false);
  const [isSent, setSent] = useState(false);
  const [answered, setAnswered] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string>();
  const [conflict, setConflict] = useState<ExportSchedule>();

  const isChosen =
    draft.viewId !== null ||
    ownQuery !== undefined ||
    touched.includes('viewId');
  const found = useMemo(() => {
    const errors = checkFields(draft);
    return {
      ...errors,
      ...(draft.name.trim() === '' && { name: t('scheduleForm.nameMissing') }),
      ...(draft.integration === '' && {
        integration: t('scheduleForm.integrationMissing'),
      }),
      ...(!isChosen && { viewId: t('scheduleForm.viewMissing') }),
    };
  }, [draft, isChosen, t]);

  const change = useCallback((patch: Partial<ScheduleDraft>) => {
    const keys = Object.keys(patch);
    setDraft(before => ({ ...before, ...patch }));
    setTouched(before => [...new Set([...before, ...keys])]);
    setFailure(undefined);
    setAnswered(before =>
      Object.fromEntries(
        Object.entries(before).filter(
          ([path]) => !keys.includes(path.split('.')[0]),
        ),
      ),
    );
  }, []);

  const report = useCallback(
    (error: Error) => {
      const atField = errorOfAnswer(error, draft);
      if (atField) {
        setAnswered(atField);
      } else {
        setFailure(errorText(error));
      }
    },
    [draft],
  );

  const send = async (over: ExportSchedule | undefined) => {
    setSent(true);
    try {
      onSaved(
        await (over
          ? api.updateSchedule(over.id, draft, over.version)
          : api.createSchedule(draft)),
      );
    } catch (cause) {
      const error = toError(cause);
      if (over && isConflict(error)) {
        const saved = await api.getSchedule(over.id).catch(() => undefined);
        setConflict(saved);
        // It may be gone by now, or the network.
        setFailure(saved ? undefined : errorText(error));
      } else {
        report(error);
      }
      setSent(false);
    }
  };

  const save = async () => {
    setTried(true);
    setFailure(undefined);
    if (Object.keys(found).length > 0) {
      return;
    }
    await send(schedule);
  };

  const isShown = (path: string) =>
    wasTried || touched.includes(path.split('.')[0]);
  return {
    draft,
    schedule,
    ownQuery,
    isChosen,
    isValid: Object.keys(found).length === 0,
    isSent,
    invalidCount: wasTried
      ? new Set(
          Object.keys({ ...found, ...answered }).map(
            path => path.split('.')[0],
          ),
        ).size
      : 0,
    failure,
    conflict,
    change,
    errorOf: path =>
      errorAt(answered, path) ??
      (isShown(path) ? errorAt(found, path) : undefined),
    report,
    save,
    resolve: choice => {
      if (conflict) {
        setSchedule(conflict);
        setConflict(undefined);
        setAnswered({});
        if (choice === 'theirs') {
          setDraft(draftOfSchedule(conflict));
        } else {
          send(conflict);
        }
      }
    },
  };
}
