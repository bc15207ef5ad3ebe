import { useState } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { draftOfSchedule } from '../scheduleForm';
import {
  ConflictDialog,
  NameDialog,
  exportsApiRef,
  isConflict,
} from '../shared';
import { useWords } from '../words';

const MAX_NAME_LENGTH = 128;

/** Gives a schedule another name; everything else stays. */
export function RenameDialog(props: {
  schedule: ExportSchedule;
  onClose: () => void;
  onRenamed: (schedule: ExportSchedule) => void;
}) {
  const { schedule, onClose, onRenamed } = props;
  const t = useWords();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);
  /** The name that came after a change of somebody else, and what they left. */
  const [late, setLate] = useState<{ name: string; theirs: ExportSchedule }>();

  const save = async (name: string, over: ExportSchedule) => {
    try {
      const draft = { ...draftOfSchedule(over), name };
      const renamed = await api.updateSchedule(over.id, draft, over.version);
      toasts.post({
        title: t('schedule.done.rename', { name: renamed.name }),
        status: 'success',
        timeout: 3000,
      });
      onRenamed(renamed);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      setLate({ name, theirs: await api.getSchedule(over.id) });
    }
  };

  return late ? (
    <ConflictDialog
      title={t('schedule.conflictTitle', { name: schedule.name })}
      onTakeTheirs={() => onRenamed(late.theirs)}
      onKeepMine={() => save(late.name, late.theirs)}
      onClose={onClose}
    >
      {late.theirs.name === schedule.name
        ? t('schedule.conflictOther')
        : t('schedule.conflictName', { name: late.theirs.name })}
    </ConflictDialog>
  ) : (
    <NameDialog
      title={t('schedule.renameTitle', { name: schedule.name })}
      name={schedule.name}
      maxLength={MAX_NAME_LENGTH}
      failed={t('schedule.notDone', { name: schedule.name })}
      onSave={name => save(name, schedule)}
      onClose={onClose}
    />
  );
}
