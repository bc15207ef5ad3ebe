import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ViewsMenu, contentOf, useViews } from '../views';
import { Explorer } from './useExplorer';

/**
 * The saved views of the explorer. The default one opens with a bare link, and
 * any with a link that names nothing else.
 */
export function ExplorerViews(props: {
  explorer: Explorer;
  columns: string[];
}) {
  const { explorer, columns } = props;
  const { state, change } = explorer;
  const views = useViews();
  const [params] = useSearchParams();
  const openView = views.loaded.value?.find(view => view.id === state.view);
  const isBare = [...params.keys()].every(name => name === 'view');
  const [linkedId] = useState(state.view);
  const linked = views.loaded.value?.find(view =>
    linkedId ? view.id === linkedId : view.isDefault,
  );

  useEffect(() => {
    if (isBare && linked) {
      change({ ...contentOf(linked), view: linked.id });
    }
    // A reader who empties the query afterwards must not get it back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [linked?.id]);

  return (
    <ViewsMenu
      views={views}
      content={{
        q: state.q,
        range: state.range,
        columns: state.columns ?? columns,
      }}
      openView={openView}
      onOpen={view =>
        change({ ...contentOf(view), view: view.id, chart: undefined })
      }
      onOpenReady={({ q, range, chart, columns: shown }) =>
        change({ q, range, chart, view: undefined, columns: shown })
      }
    />
  );
}
