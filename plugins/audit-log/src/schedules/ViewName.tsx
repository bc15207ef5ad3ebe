import { Link } from '@backstage/core-components';
import { ExportSchedule, View } from 'backstage-plugin-audit-log-common';
import { useExportLinks } from '../shared';
import { useWords } from '../words';

/** What a schedule exports: the view it was taken from, or its own query. */
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
      ...(query && { q: query }),
      view: view.id,
    });
    return (
      <Link to={`${explorer}?${params}`} title={query}>
        {view.query === query
          ? view.name
          : t('schedule.viewAsItWas', { name: view.name })}
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
