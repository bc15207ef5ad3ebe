import { Link } from '@backstage/core-components';
import { ExportSchedule, View } from 'backstage-plugin-audit-log-common';
import { useExportLinks } from '../shared';
import { useWords } from '../words';

/** What a schedule exports: its view with a link to it, or its own query. */
export function ViewName(props: {
  schedule: Pick<ExportSchedule, 'viewId' | 'query'>;
  views: View[];
}) {
  const { viewId, query } = props.schedule;
  const t = useWords();
  const { explorer } = useExportLinks();
  const view = props.views.find(({ id }) => id === viewId);
  if (view) {
    const params = new URLSearchParams({
      ...(view.query && { q: view.query }),
      view: view.id,
    });
    return (
      <Link to={`${explorer}?${params}`} title={view.query}>
        {view.name}
      </Link>
    );
  }
  if (viewId) {
    return <>{t('schedule.viewGone')}</>;
  }
  return (
    <span title={query}>
      {t(query ? 'schedule.ownQuery' : 'schedule.wholeLog')}
    </span>
  );
}
