import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreIcon from '@material-ui/icons/MoreVert';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { DeleteDialog } from './DeleteDialog';
import { RenameDialog } from './RenameDialog';
import {
  ScheduleAction,
  actionsFor,
  useScheduleActions,
} from './useScheduleActions';

/** Everything that can be done with one schedule. */
export function ScheduleMenu(props: {
  schedule: ExportSchedule;
  /** Actions that stand beside the menu already. */
  without?: ScheduleAction[];
  onChanged: () => void;
  onDeleted?: () => void;
}) {
  const { schedule, without = [], onChanged, onDeleted = onChanged } = props;
  const t = useWords();
  const act = useScheduleActions(onChanged);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'rename' | 'delete'>();

  const choose = (action: ScheduleAction) => {
    setAnchor(null);
    if (action === 'rename' || action === 'delete') {
      setDialog(action);
    } else {
      act(action, schedule);
    }
  };
  const close = () => setDialog(undefined);

  return (
    <>
      <IconButton
        size="small"
        aria-label={t('schedule.menu', { name: schedule.name })}
        aria-haspopup="true"
        aria-expanded={Boolean(anchor)}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
      >
        {actionsFor(schedule)
          .filter(action => !without.includes(action))
          .map(action => (
            <MenuItem key={action} dense onClick={() => choose(action)}>
              {t(`schedule.action.${action}`)}
            </MenuItem>
          ))}
      </Menu>
      {dialog === 'rename' && (
        <RenameDialog
          schedule={schedule}
          onClose={close}
          onRenamed={() => {
            close();
            onChanged();
          }}
        />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          schedules={[schedule]}
          onClose={close}
          onDeleted={() => {
            close();
            onDeleted();
          }}
        />
      )}
    </>
  );
}
