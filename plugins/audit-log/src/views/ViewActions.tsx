import { forwardRef, useState } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  UpdateView,
  View,
  ViewWithUsers,
} from 'backstage-plugin-audit-log-common';
import {
  NameDialog,
  auditLogApiRef,
  errorText,
  isConflict,
  useAppNavigate,
  useExportLinks,
  useMe,
} from '../shared';
import { useWords } from '../words';
import { ChangeViewDialog } from './ChangeViewDialog';
import { DeleteViewDialog } from './DeleteViewDialog';
import { SavedViews } from './useViews';
import { LateChange, ViewConflict } from './ViewConflict';
import { ViewContent, isChanged, savedContent } from './viewContent';

const MAX_NAME_LENGTH = 100;

interface ViewActionsProps {
  views: SavedViews;
  content: ViewContent;
  openView: View | undefined;
  onOpen: (view: View) => void;
  /** Something was done, so the menu can close. */
  onDone: () => void;
}

/** What can be done with the open view, and with what the explorer shows. */
export const ViewActions = forwardRef<HTMLLIElement, ViewActionsProps>(
  (props, ref) => {
    const { views, content, openView, onOpen, onDone } = props;
    const t = useWords();
    const api = useApi(auditLogApiRef);
    const toasts = useApi(toastApiRef);
    const { principal, mayManageViews, mayManageExports } = useMe();
    const navigate = useAppNavigate();
    const links = useExportLinks();
    const [dialog, setDialog] = useState<
      'save' | 'duplicate' | 'rename' | 'delete' | 'export'
    >();
    const [late, setLate] = useState<LateChange>();
    /** A view that schedules use, before it is changed. */
    const [used, setUsed] = useState<ViewWithUsers>();
    const mayChange =
      openView && (openView.owner === principal || mayManageViews);

    const finish = (view: View, message: string) => {
      setDialog(undefined);
      setLate(undefined);
      setUsed(undefined);
      views.reload();
      onOpen(view);
      toasts.post({ title: message, status: 'success', timeout: 3000 });
      onDone();
    };
    const create = async (name: string) =>
      finish(
        await api.createView({ name, ...savedContent(content) }),
        t('view.saved'),
      );
    // What is exported is a saved view, so one is saved first.
    const createToExport = async (name: string) => {
      const view = await api.createView({ name, ...savedContent(content) });
      navigate(links.create({ view: view.id }));
    };
    const exportNow = () =>
      openView && !isChanged(openView, content)
        ? navigate(links.create({ view: openView.id }))
        : setDialog('export');
    /** Where somebody else was faster, the reader is asked. */
    const update = async (change: UpdateView, opened: View) => {
      try {
        const { id, version } = opened;
        finish(await api.updateView(id, change, version), t('view.saved'));
      } catch (error) {
        if (!isConflict(error)) {
          throw error;
        }
        const theirs = await api.getView(opened.id);
        setDialog(undefined);
        setUsed(undefined);
        setLate({ change, opened, theirs });
      }
    };
    const updateNow = async (change: UpdateView, opened: View) => {
      try {
        await update(change, opened);
      } catch (error) {
        toasts.post({
          title: t('view.saveFailed'),
          description: errorText(error),
          status: 'danger',
        });
        views.reload();
      }
    };
    /** What schedules took from a view stays, unless the reader wants it. */
    const saveChanges = async (opened: View) => {
      const present = await api.getView(opened.id).catch(() => undefined);
      if (present && present.usedBy.length > 0) {
        setUsed({ ...opened, usedBy: present.usedBy });
      } else {
        await updateNow(savedContent(content), opened);
      }
    };
    const naming = {
      help: t('view.nameHelp'),
      maxLength: MAX_NAME_LENGTH,
      failed: t('view.saveFailed'),
    };
    const action = (label: string, onClick: () => void) => (
      <MenuItem key={label} dense onClick={onClick}>
        {label}
      </MenuItem>
    );

    return (
      <li ref={ref} role="none">
        <ul role="none" style={{ padding: 0, listStyle: 'none' }}>
          {mayChange &&
            isChanged(openView, content) &&
            action(t('view.saveChanges', { name: openView.name }), () =>
              saveChanges(openView),
            )}
          {action(t('view.saveAs'), () => setDialog('save'))}
          {openView &&
            action(t('view.duplicate'), () => setDialog('duplicate'))}
          {mayChange && [
            action(t('view.rename'), () => setDialog('rename')),
            action(openView.shared ? t('view.unshare') : t('view.share'), () =>
              updateNow({ shared: !openView.shared }, openView),
            ),
            mayManageViews &&
              openView.shared &&
              action(
                openView.isDefault
                  ? t('view.stopDefault')
                  : t('view.makeDefault'),
                () => updateNow({ isDefault: !openView.isDefault }, openView),
              ),
            action(t('view.remove'), () => setDialog('delete')),
          ]}
          {mayManageExports && action(t('view.export'), exportNow)}
        </ul>
        {used && (
          <ChangeViewDialog
            view={used}
            onConfirm={schedules =>
              update({ ...savedContent(content), schedules }, used)
            }
            onClose={() => setUsed(undefined)}
          />
        )}
        {late && (
          <ViewConflict
            late={late}
            onTakeTheirs={() => finish(late.theirs, t('view.loaded'))}
            onKeepMine={() => update(late.change, late.theirs)}
            onClose={() => setLate(undefined)}
          />
        )}
        {(dialog === 'save' || dialog === 'duplicate') && (
          <NameDialog
            title={dialog === 'save' ? t('view.saveAs') : t('view.duplicate')}
            name={
              dialog === 'duplicate' && openView
                ? t('view.copyOf', { name: openView.name })
                : ''
            }
            {...naming}
            onSave={create}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'export' && (
          <NameDialog
            title={t('view.exportTitle')}
            name=""
            {...naming}
            onSave={createToExport}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'rename' && openView && (
          <NameDialog
            title={t('view.rename')}
            name={openView.name}
            {...naming}
            onSave={name => update({ name }, openView)}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'delete' && openView && (
          <DeleteViewDialog
            view={openView}
            onClose={() => setDialog(undefined)}
            onDeleted={() => finish(openView, t('view.deleted'))}
          />
        )}
      </li>
    );
  },
);
