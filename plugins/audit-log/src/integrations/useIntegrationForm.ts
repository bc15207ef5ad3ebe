import { FormEvent, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { integrationsApiRef } from '../shared';
import { useWords } from '../words';
import { inputId } from './FormFields';
import {
  FormField,
  IntegrationForm,
  Problems,
  formOf,
  isSameConnection,
  problemsOf,
  requestOf,
} from './integrationForm';
import { readSaveProblem } from './saveProblem';

function focus(field: FormField | undefined) {
  if (field) {
    document.getElementById(inputId(field))?.focus();
  }
}

/** The state of the form, and how it is saved. */
export function useIntegrationForm(options: {
  initial: IntegrationForm;
  /** What is changed; nothing where it is created. */
  integration?: StorageIntegration;
  onSaved: (saved: StorageIntegration) => void;
}) {
  const { onSaved } = options;
  const t = useWords();
  const api = useApi(integrationsApiRef);
  const [form, setForm] = useState(options.initial);
  const [base, setBase] = useState(options.integration);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string>();
  const [conflict, setConflict] = useState<StorageIntegration>();
  const [areMoved, setMoved] = useState(false);
  const [isSent, setSent] = useState(false);

  const save = async (): Promise<StorageIntegration> => {
    const { name, ...connection } = requestOf(form);
    if (!base) {
      return api.createIntegration({ name, ...connection });
    }
    const change = {
      ...connection,
      schedules: areMoved ? ('rewrite' as const) : ('pause' as const),
    };
    try {
      return await api.updateIntegration(name, change, base.version);
    } catch (error) {
      if (!readSaveProblem(error).isConflict) {
        throw error;
      }
      // A test counts as a change, too, but says nothing about the form.
      const { integration: present } = await api.getIntegration(name);
      if (isSameConnection(base, present)) {
        return api.updateIntegration(name, change, present.version);
      }
      setConflict(present);
      throw error;
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(undefined);
    setConflict(undefined);
    const found = problemsOf(form, {
      required: t('integration.form.required'),
      beginsWith: start => t('integration.form.beginsWith', { start }),
    });
    setProblems(found);
    if (Object.keys(found).length > 0) {
      focus(Object.keys(found)[0] as FormField);
      return;
    }
    setSent(true);
    try {
      onSaved(await save());
    } catch (error) {
      const { field, text, isConflict } = readSaveProblem(error);
      setSent(false);
      if (field) {
        setProblems({ [field]: text });
        focus(field);
      } else if (!isConflict) {
        setFailure(text);
      }
    }
  };

  return {
    form,
    problems,
    failure,
    conflict,
    areMoved,
    isSent,
    submit,
    setMoved,
    change: (change: Partial<IntegrationForm>) => {
      setForm(before => ({ ...before, ...change }));
      setProblems(before =>
        Object.fromEntries(
          Object.entries(before).filter(([field]) => !(field in change)),
        ),
      );
    },
    replace: setForm,
    /** Goes on from what somebody else has saved. */
    startAgain: (present: StorageIntegration) => {
      setBase(present);
      setForm(formOf(present));
      setConflict(undefined);
      setProblems({});
    },
  };
}
