import { useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { ViewWithUsers } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, useMe } from '../shared';
import { useWords } from '../words';
import { ViewUsersAlert } from './ViewUsersAlert';

/** Asks before a view is changed that schedules use, and whether they follow. */
export function ChangeViewDialog(props: {
  view: ViewWithUsers;
  onConfirm: (schedules: 'keep' | 'update') => Promise<void>;
  onClose: () => void;
}) {
  const { view, onConfirm, onClose } = props;
  const t = useWords();
  const { mayManageExports } = useMe();
  const [doesFollow, setFollow] = useState(false);
  return (
    <ConfirmDialog
      title={t('view.changeTitle', { name: view.name })}
      action={t('view.change')}
      failed={t('view.saveFailed')}
      onConfirm={() => onConfirm(doesFollow ? 'update' : 'keep')}
      onDone={onClose}
      onClose={onClose}
    >
      <Typography variant="body2">{t('view.changeText')}</Typography>
      <ViewUsersAlert view={view} users={view.usedBy}>
        {t('view.changeHelp')}
      </ViewUsersAlert>
      {mayManageExports && (
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              size="small"
              checked={doesFollow}
              onChange={(_, checked) => setFollow(checked)}
            />
          }
          label={t('view.changeSchedules')}
        />
      )}
    </ConfirmDialog>
  );
}
