import { FormEvent, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { CreateGrant, Grant } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText, isConflict, isGone } from '../shared';
import { GrantForm, formOf, grantOf, problemOf } from './grantForm';

/** Why a form was not saved. */
export type GrantRefusal =
  | { kind: 'conflict' }
  | { kind: 'gone' }
  | { kind: 'failed'; text: string };

/** The form of a new grant, or of one that is changed. */
export function useGrantForm(options: {
  grant?: Grant;
  onSaved: (grant: Grant) => void;
}) {
  const { grant, onSaved } = options;
  const api = useApi(auditLogApiRef);
  const [form, setForm] = useState(() => formOf(grant));
  const [isAsked, setAsked] = useState(false);
  const [isSent, setSent] = useState(false);
  const [refusal, setRefusal] = useState<GrantRefusal>();
  const [warnings, setWarnings] = useState<string[]>([]);

  /** A backend that knows no warnings yet has none. */
  const warningsOf = async (draft: CreateGrant): Promise<string[]> => {
    try {
      return (await api.previewGrant(draft)).warnings;
    } catch (error) {
      if (isGone(error)) {
        return [];
      }
      throw error;
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (problemOf(form, new Date())) {
      return;
    }
    setSent(true);
    setRefusal(undefined);
    try {
      const draft = grantOf(form);
      if (grant) {
        const { grantee, ...change } = draft;
        onSaved(await api.updateGrant(grant.id, change, grant.version));
        return;
      }
      // What was warned of is what is sent the second time.
      const found = warnings.length > 0 ? [] : await warningsOf(draft);
      if (found.length > 0) {
        setWarnings(found);
        setSent(false);
        return;
      }
      onSaved(await api.createGrant(draft));
    } catch (error) {
      setRefusal(refusalOf(error, grant !== undefined));
      setSent(false);
    }
  };

  return {
    form,
    /** What to think about before the form is sent once more. */
    warnings,
    /** Not before the person has tried to send the form. */
    problem: isAsked ? problemOf(form, new Date()) : undefined,
    change: (change: Partial<GrantForm>) => {
      setForm({ ...form, ...change });
      setWarnings([]);
    },
    submit,
    isSent,
    refusal,
  };
}

function refusalOf(error: unknown, isChange: boolean): GrantRefusal {
  if (isConflict(error)) {
    return { kind: 'conflict' };
  }
  return isChange && isGone(error)
    ? { kind: 'gone' }
    : { kind: 'failed', text: errorText(error) };
}
