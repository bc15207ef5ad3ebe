import { forwardRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import MenuItem from '@material-ui/core/MenuItem';
import { toError } from '@backstage/errors';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { UpdateView, View } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, useExportLinks, useMe } from '../shared';
import { useWords } from '../words';
import { DeleteViewDialog } from './DeleteViewDialog';
import { NameDialog } from './NameDialog';
import { SavedViews } from './useViews';
import { ViewContent, isChanged, savedContent } from './viewContent';

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
    const navigate = useNavigate();
    const links = useExportLinks();
    const [dialog, setDialog] = useState<
      'save' | 'duplicate' | 'rename' | 'delete' | 'export'
    >();
    const mayChange =
      openView && (openView.owner === principal || mayManageViews);

    const finish = (view: View, message: string) => {
      setDialog(undefined);
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
    const update = async (change: UpdateView) => {
      if (openView) {
        finish(
          await api.updateView(openView.id, change, openView.version),
          t('view.saved'),
        );
      }
    };
    const updateNow = async (change: UpdateView) => {
      try {
        await update(change);
      } catch (error) {
        toasts.post({
          title: `${t('view.saveFailed')} ${toError(error).message}`,
          status: 'danger',
        });
      }
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
              updateNow(savedContent(content)),
            )}
          {action(t('view.saveAs'), () => setDialog('save'))}
          {openView &&
            action(t('view.duplicate'), () => setDialog('duplicate'))}
          {mayChange && [
            action(t('view.rename'), () => setDialog('rename')),
            action(openView.shared ? t('view.unshare') : t('view.share'), () =>
              updateNow({ shared: !openView.shared }),
            ),
            mayManageViews &&
              openView.shared &&
              action(
                openView.isDefault
                  ? t('view.stopDefault')
                  : t('view.makeDefault'),
                () => updateNow({ isDefault: !openView.isDefault }),
              ),
            action(t('view.remove'), () => setDialog('delete')),
          ]}
          {mayManageExports && action(t('view.export'), exportNow)}
        </ul>
        {(dialog === 'save' || dialog === 'duplicate') && (
          <NameDialog
            title={dialog === 'save' ? t('view.saveAs') : t('view.duplicate')}
            name={
              dialog === 'duplicate' && openView
                ? t('view.copyOf', { name: openView.name })
                : ''
            }
            onSave={create}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'export' && (
          <NameDialog
            title={t('view.exportTitle')}
            name=""
            onSave={createToExport}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === 'rename' && openView && (
          <NameDialog
            title={t('view.rename')}
            name={openView.name}
            onSave={name => update({ name })}
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
