import { UpdateView, View } from 'backstage-plugin-audit-log-common';
import { ConflictDialog } from '../shared';
import { useWords } from '../words';

/** A change that came after one of somebody else. */
export interface LateChange {
  change: UpdateView;
  /** The view as the reader knew it. */
  opened: View;
  /** The view as it is now. */
  theirs: View;
}

const fields = [
  'name',
  'query',
  'timeRange',
  'columns',
  'shared',
  'isDefault',
] as const;

/** Says what somebody else has changed in a view, and lets the reader decide. */
export function ViewConflict(props: {
  late: LateChange;
  onTakeTheirs: () => void;
  onKeepMine: () => Promise<void>;
  onClose: () => void;
}) {
  const { late, ...actions } = props;
  const { opened, theirs } = late;
  const t = useWords();
  const different = fields.filter(
    field => JSON.stringify(opened[field]) !== JSON.stringify(theirs[field]),
  );
  return (
    <ConflictDialog
      title={t('view.conflictTitle', { name: opened.name })}
      {...actions}
    >
      {t('view.conflictText', {
        fields: different
          .map(field =>
            // What a text has become says more than that it has.
            field === 'name' || field === 'query'
              ? `${t(`view.field.${field}`)} (${theirs[field]})`
              : t(`view.field.${field}`),
          )
          .join(', '),
      })}
    </ConflictDialog>
  );
}
