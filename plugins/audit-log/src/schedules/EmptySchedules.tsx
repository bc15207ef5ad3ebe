import ExportIcon from '@material-ui/icons/CloudUploadOutlined';
import { LinkButton } from '@backstage/core-components';
import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { Notice, useExportLinks, useMe } from '../shared';
import { useWords } from '../words';

/** What schedules are for, and the way to the first one. */
export function EmptySchedules(props: {
  integrations: StorageIntegration[] | undefined;
}) {
  const { integrations } = props;
  const t = useWords();
  const links = useExportLinks();
  const { mayUpdateSettings, mayManageStorage } = useMe();
  const isWithoutStorage =
    integrations?.every(({ status }) => status === 'retired') ?? false;
  const maySetUp = mayUpdateSettings && mayManageStorage;

  return (
    <Notice
      icon={<ExportIcon />}
      title={t('schedule.empty.title')}
      actions={
        <>
          {isWithoutStorage && maySetUp && (
            <LinkButton to={links.settings} variant="contained" color="primary">
              {t('schedule.empty.toSettings')}
            </LinkButton>
          )}
          {!isWithoutStorage && (
            <LinkButton to={links.create()} variant="contained" color="primary">
              {t('schedule.create')}
            </LinkButton>
          )}
        </>
      }
    >
      <p>{t('schedule.empty.text')}</p>
      {isWithoutStorage && (
        <p>
          {t(maySetUp ? 'schedule.empty.noStorage' : 'schedule.empty.askAdmin')}
        </p>
      )}
    </Notice>
  );
}
