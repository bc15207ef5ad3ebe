import { useCallback, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import RefreshIcon from '@material-ui/icons/Refresh';
import { AuditEvent, withFacet } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { EventDrawer } from '../drawer';
import { useEvents } from '../events';
import { FilterBar, QueryField } from '../filters';
import { TimeRangePicker, resolveRange } from '../range';
import { ColumnChooser, findMetaColumns, useColumns } from '../table';
import { EventsPanel } from './EventsPanel';
import { KeyboardHelp } from './KeyboardHelp';
import {
  ExplorerState,
  readExplorerState,
  writeExplorerState,
} from './explorerState';
import { useExplorerStyles } from './explorerStyles';
import { usePanelSize } from './usePanelSize';
import { usePageKeys } from './usePageKeys';

/** A narrower table has two lines per event instead of columns. */
const COMPACT_BELOW_PX = 640;

/** Who did what, when: the page over all events that the reader may see. */
export function ExplorerPage() {
  const t = useWords();
  const classes = useExplorerStyles();
  const queryInput = useRef<HTMLInputElement>(null);
  const panel = usePanelSize<HTMLDivElement>();
  const [isHelpOpen, setHelpOpen] = useState(false);

  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readExplorerState(params), [params]);
  const change = useCallback(
    (next: Partial<ExplorerState>, options?: { replace: boolean }) =>
      setParams(before => writeExplorerState(before, next), options),
    [setParams],
  );

  const [readAt, setReadAt] = useState(() => new Date());
  const rangeKey = JSON.stringify(state.range);
  const bounds = useMemo(
    () => ({
      q: state.q || undefined,
      ...resolveRange(JSON.parse(rangeKey), readAt),
    }),
    [state.q, rangeKey, readAt],
  );
  const found = useEvents(bounds);
  const { events } = found;
  const chosen = useColumns(state.columns);

  const [active, setActive] = useState(0);
  const openIndex = events.findIndex(event => event.id === state.event);
  const open = useCallback(
    (event: AuditEvent | undefined) =>
      change({ event: event?.id }, { replace: true }),
    [change],
  );
  const activate = (index: number) => {
    setActive(index);
    if (state.event) {
      open(events[index]);
    }
  };

  usePageKeys({
    onQuery: useCallback(() => queryInput.current?.focus(), []),
    onHelp: useCallback(() => setHelpOpen(true), []),
    onEscape: useCallback(() => open(undefined), [open]),
  });

  const changeQuery = (q: string) => {
    setActive(0);
    change({ q });
  };

  return (
    <div className={classes.page}>
      <div className={classes.toolbar}>
        <QueryField
          query={state.q}
          inputRef={queryInput}
          onChange={changeQuery}
          onHelp={() => setHelpOpen(true)}
        />
        <TimeRangePicker
          range={state.range}
          onChange={range => {
            setReadAt(new Date());
            change({ range });
          }}
        />
      </div>
      <div className={classes.filters}>
        <FilterBar query={state.q} events={events} onChange={changeQuery} />
        <span className={classes.grow} />
        <Tooltip title={t('explorer.toolbar.refresh')}>
          <IconButton
            size="small"
            aria-label={t('explorer.toolbar.refresh')}
            onClick={() => setReadAt(new Date())}
          >
            <RefreshIcon />
          </IconButton>
        </Tooltip>
        <ColumnChooser
          columns={chosen.columns}
          found={findMetaColumns(events)}
          onChange={columns => {
            chosen.remember({ columns });
            change({ columns: undefined }, { replace: true });
          }}
        />
      </div>
      <div
        ref={panel.ref}
        className={classes.panel}
        style={{ height: panel.height }}
      >
        <EventsPanel
          state={found}
          query={state.q}
          range={state.range}
          columns={chosen.columns}
          widths={chosen.widths}
          active={active}
          openId={state.event}
          isCompact={panel.width < COMPACT_BELOW_PX}
          onActive={activate}
          onOpen={open}
          onLoadMore={found.loadMore}
          onResize={(column, width) =>
            chosen.remember({ widths: { ...chosen.widths, [column]: width } })
          }
          onRetry={() => setReadAt(new Date())}
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
            onStep={step => {
              setActive(openIndex + step);
              open(events[openIndex + step]);
            }}
            onFilter={choice => changeQuery(withFacet(state.q, choice))}
            onClose={() => open(undefined)}
          />
        )}
      </div>
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
