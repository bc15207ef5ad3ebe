import { useCallback } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import { Progress } from '@backstage/core-components';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  ExportSchedule,
  StorageIntegration,
  View,
} from 'backstage-plugin-audit-log-common';
import {
  Notice,
  auditLogApiRef,
  errorText,
  exportsApiRef,
  integrationsApiRef,
  useAppNavigate,
  useExportLinks,
  useLoaded,
  useMe,
} from '../shared';
import { Words, useWords } from '../words';
import { ScheduleFields } from './ScheduleFields';
import { readersTimeZone } from './previewName';
import {
  ScheduleDraft,
  draftOfSchedule,
  newDraft,
  suggestDestination,
} from './scheduleDraft';

interface Ground {
  views: View[];
  /** Undefined for readers who may not list them. */
  integrations: StorageIntegration[] | undefined;
  /** The schedule that is changed or copied. */
  schedule?: ExportSchedule;
}

/**
 * Creates a schedule, of the view that the link names or as a copy of another,
 * or changes the one that the path names.
 */
export function ScheduleFormPage() {
  const t = useWords();
  const { id } = useParams();
  const [params] = useSearchParams();
  const copyOf = params.get('copy') ?? undefined;
  const viewId = params.get('view') ?? undefined;
  const links = useExportLinks();
  const navigate = useAppNavigate();
  const toasts = useApi(toastApiRef);
  const ground = useGround(id ?? copyOf);

  if (ground.status === 'failed') {
    return (
      <Notice
        title={t('scheduleForm.loadFailed')}
        role="alert"
        actions={
          <Button variant="outlined" onClick={ground.reload}>
            {t('shared.retry')}
          </Button>
        }
      >
        {errorText(ground.error)}
      </Notice>
    );
  }
  if (!ground.value) {
    return <Progress />;
  }
  const { views, integrations, schedule } = ground.value;
  const edited = id ? schedule : undefined;
  return (
    <ScheduleFields
      key={id ?? copyOf ?? viewId ?? 'new'}
      title={
        edited
          ? t('scheduleForm.editTitle', { name: edited.name })
          : t('scheduleForm.createTitle')
      }
      initial={initialDraft(ground.value, { isEdit: Boolean(id), viewId, t })}
      schedule={edited}
      ownQuery={
        schedule && schedule.viewId === null ? schedule.query : undefined
      }
      views={views}
      integrations={integrations}
      cancelTo={edited ? links.schedule(edited.id) : links.list}
      onSaved={saved => {
        toasts.post({
          title: t(edited ? 'scheduleForm.saved' : 'scheduleForm.created'),
          status: 'success',
          timeout: 3000,
        });
        navigate(links.schedule(saved.id));
      }}
    />
  );
}

function useGround(scheduleId: string | undefined) {
  const { mayManageStorage } = useMe();
  const api = useApi(auditLogApiRef);
  const exportsApi = useApi(exportsApiRef);
  const integrationsApi = useApi(integrationsApiRef);
  return useLoaded(
    useCallback(
      async (signal: AbortSignal): Promise<Ground> => {
        const [views, integrations, schedule] = await Promise.all([
          api.listViews(signal),
          mayManageStorage
            ? integrationsApi.listIntegrations(signal)
            : undefined,
          scheduleId ? exportsApi.getSchedule(scheduleId, signal) : undefined,
        ]);
        return {
          views: views.items,
          integrations: integrations?.items,
          schedule,
        };
      },
      [api, exportsApi, integrationsApi, mayManageStorage, scheduleId],
    ),
  );
}

function initialDraft(
  ground: Ground,
  options: { isEdit: boolean; viewId: string | undefined; t: Words },
): ScheduleDraft {
  const { views, integrations, schedule } = ground;
  if (schedule && options.isEdit) {
    return draftOfSchedule(schedule);
  }
  if (schedule) {
    const name = options.t('scheduleForm.copyOf', { name: schedule.name });
    const draft = { ...draftOfSchedule(schedule), name };
    // Two schedules can't claim the same objects.
    const integration = integrations?.find(
      each => each.name === schedule.integration,
    );
    return { ...draft, destination: suggestDestination(draft, integration) };
  }
  return newDraft({
    view: views.find(view => view.id === options.viewId),
    integration:
      integrations?.find(({ status }) => status === 'ready') ??
      integrations?.find(({ status }) => status !== 'retired'),
    timeZone: readersTimeZone(),
  });
}
