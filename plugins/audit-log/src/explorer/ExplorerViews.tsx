import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ViewsMenu, contentOf, useViews } from '../views';
import { Explorer } from './useExplorer';

/** The saved views of the explorer; the default one opens with a bare link. */
export function ExplorerViews(props: {
  explorer: Explorer;
  columns: string[];
}) {
  const { explorer, columns } = props;
  const { state, change } = explorer;
  const views = useViews();
  const [params] = useSearchParams();
  const isBare = params.toString() === '';
  const standard = views.loaded.value?.find(view => view.isDefault);

  useEffect(() => {
    if (isBare && standard) {
      change({ ...contentOf(standard), view: standard.id });
    }
    // A reader who empties the query afterwards must not get it back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [standard?.id]);

  return (
    <ViewsMenu
      views={views}
      content={{
        q: state.q,
        range: state.range,
        columns: state.columns ?? columns,
      }}
      openView={views.loaded.value?.find(view => view.id === state.view)}
      onOpen={view =>
        change({ ...contentOf(view), view: view.id, chart: undefined })
      }
      onOpenReady={({ q, range, chart, columns: shown }) =>
        change({ q, range, chart, view: undefined, columns: shown })
      }
    />
  );
}
