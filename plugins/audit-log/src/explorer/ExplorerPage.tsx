import { useCallback, useRef, useState } from 'react';
import {
  AuditEvent,
  LoggingSummary,
  QueryFacetChoice,
  withFacet,
} from 'backstage-plugin-audit-log-common';
import {
  GroupsPanel,
  Histogram,
  readGroupState,
  writeGroupState,
} from '../charts';
import { EventDrawer } from '../drawer';
import { DownloadBar, useDownload } from '../download';
import { FacetsPanel, FilterBar, QueryField } from '../filters';
import { TimeRangePicker } from '../range';
import { useLatest, useMe, useStored } from '../shared';
import { useColumns } from '../table';
import { ClosedExplorer, isClosedTo } from './ClosedExplorer';
import { EventsPanel } from './EventsPanel';
import { ExplorerViews } from './ExplorerViews';
import { ExplorerTools } from './ExplorerTools';
import { KeyboardHelp } from './KeyboardHelp';
import { aroundTime } from './explorerState';
import { useExplorerStyles } from './explorerStyles';
import { useCountedScope } from './useCountedScope';
import { useExplorer } from './useExplorer';
import { LoggingBanner } from './LoggingBanner';
import { useLiveEvents } from './useLiveEvents';
import { useLogging } from './useLogging';
import { usePageKeys } from './usePageKeys';
import { usePanelSize } from './usePanelSize';

/** A narrower table has two lines per event instead of columns. */
const COMPACT_BELOW_PX = 640;
/** What the values and the drawer need beside the table to leave it room. */
const FACETS_FROM_PX = 1000;
const FACETS_AND_DRAWER_FROM_PX = 1400;

/** Who did what, when: the page over all events that the reader may see. */
export function ExplorerPage() {
  const me = useMe();
  const logging = useLogging();
  return isClosedTo(me, logging) ? (
    <ClosedExplorer logging={logging} />
  ) : (
    <OpenExplorer logging={logging} />
  );
}

function OpenExplorer({ logging }: { logging: LoggingSummary | null }) {
  const classes = useExplorerStyles();
  const queryInput = useRef<HTMLInputElement>(null);
  const panel = usePanelSize<HTMLDivElement>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areFacetsOpen, setFacetsOpen] = useStored<boolean>('values', true);
  const explorer = useExplorer();
  const { state, change, changeQuery, found, open, openIndex } = explorer;
  const { events } = found;
  const counted = useCountedScope(explorer.scope);
  // Each page that is read while scrolling draws this one anew, but not the
  // bars and the values: what they call stays the same.
  const onQuery = useLatest(changeQuery);
  const onFilter = useLatest((choice: QueryFacetChoice) =>
    changeQuery(withFacet(state.q, choice)),
  );
  const onZoom = useLatest((span: { from: string; to: string }) =>
    change({ range: { kind: 'absolute', ...span } }),
  );
  const chosen = useColumns(state.columns);
  const [isLive, setLive] = useState(false);
  const [isDense, setDense] = useStored<boolean>('dense', false);
  const download = useDownload();
  const live = useLiveEvents({
    scope: explorer.scope,
    since: found.completeTo?.sequence,
    isOn: isLive,
  });
  const linkOf = (event: AuditEvent) => {
    const link = new URL(window.location.href);
    link.searchParams.set('event', event.id);
    return link.toString();
  };
  const facetsFit =
    panel.width >= (state.event ? FACETS_AND_DRAWER_FROM_PX : FACETS_FROM_PX);

  usePageKeys({
    onQuery: useCallback(() => queryInput.current?.focus(), []),
    onHelp: useCallback(() => setHelpOpen(true), []),
    onEscape: useCallback(() => open(undefined), [open]),
  });

  return (
    <div className={classes.page}>
      <LoggingBanner logging={logging} />
      <div className={classes.toolbar}>
        <ExplorerViews explorer={explorer} columns={chosen.columns} />
        <QueryField
          query={state.q}
          search={explorer.scope.search}
          inputRef={queryInput}
          onChange={changeQuery}
          onHelp={() => setHelpOpen(true)}
        />
        <TimeRangePicker
          range={state.range}
          onChange={range => change({ range })}
        />
      </div>
      <div className={classes.filters}>
        <FilterBar query={state.q} events={events} onChange={changeQuery} />
        <span className={classes.grow} />
        <ExplorerTools
          explorer={explorer}
          columns={chosen.columns}
          isDense={isDense}
          onDense={setDense}
          download={download}
          onColumns={columns => {
            chosen.remember({ columns });
            change({ columns: undefined });
          }}
          isLive={isLive}
          onLive={setLive}
          areFacetsOpen={areFacetsOpen}
          onFacets={facetsFit ? setFacetsOpen : undefined}
        />
      </div>
      <DownloadBar download={download} />
      {counted && state.chart && (
        <GroupsPanel
          scope={counted}
          state={readGroupState(state.chart)}
          onChange={next => change({ chart: writeGroupState(next) })}
          onFilter={onFilter}
          onZoom={onZoom}
        />
      )}
      {counted && !state.chart && (
        <Histogram scope={counted} onZoom={onZoom} onFilter={onFilter} />
      )}
      <div
        ref={panel.ref}
        className={classes.panel}
        style={{ height: panel.height }}
      >
        {counted && facetsFit && areFacetsOpen && (
          <FacetsPanel query={state.q} scope={counted} onChange={onQuery} />
        )}
        <EventsPanel
          state={found}
          query={state.q}
          range={state.range}
          columns={chosen.columns}
          widths={chosen.widths}
          active={explorer.active}
          openId={state.event}
          isCompact={panel.width < COMPACT_BELOW_PX}
          onActive={explorer.activate}
          onOpen={open}
          onLoadMore={found.loadMore}
          onLoadNewer={found.loadNewer}
          onNewest={explorer.toNewest}
          onOldest={found.toOldest}
          onRetry={found.retry}
          top={explorer.top}
          isDense={isDense}
          linkOf={linkOf}
          onFilter={onFilter}
          logging={logging}
          onResize={(column, width) =>
            chosen.remember({ widths: { ...chosen.widths, [column]: width } })
          }
          live={live}
          onNewEvents={() => {
            explorer.show(live.waiting);
            live.take();
          }}
          onClearQuery={() => changeQuery('')}
          onWiden={() => change({ range: { kind: 'all' } })}
        />
        {state.event && (
          <EventDrawer
            id={state.event}
            event={events[openIndex]}
            link={window.location.href}
            hasPrevious={openIndex > 0}
            hasNext={openIndex >= 0 && openIndex < events.length - 1}
            onStep={step => explorer.activate(openIndex + step)}
            onFilter={onFilter}
            onAround={time => change(aroundTime(time))}
            onOpen={open}
            onClose={() => open(undefined)}
          />
        )}
      </div>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
