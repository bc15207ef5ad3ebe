import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import ChartIcon from '@material-ui/icons/BarChart';
import FacetsIcon from '@material-ui/icons/FilterList';
import LiveIcon from '@material-ui/icons/WifiTethering';
import RefreshIcon from '@material-ui/icons/Refresh';
import { Download, DownloadMenu } from '../download';
import { readGroupState, writeGroupState } from '../charts';
import { ColumnChooser } from '../table';
import { useWords } from '../words';
import { JumpToTime } from './JumpToTime';
import { Explorer } from './useExplorer';

const defaultChart = writeGroupState(readGroupState(''));

/** The buttons above the table. */
export function ExplorerTools(props: {
  explorer: Explorer;
  columns: string[];
  isDense: boolean;
  onDense: (isDense: boolean) => void;
  download: Download;
  onColumns: (columns: string[]) => void;
  isLive: boolean;
  onLive: (isLive: boolean) => void;
  areFacetsOpen: boolean;
  /** Missing where there is no room for the values. */
  onFacets?: (areOpen: boolean) => void;
}) {
  const { explorer, columns, isLive, areFacetsOpen, onFacets } = props;
  const t = useWords();
  const facets = areFacetsOpen
    ? t('explorer.facets.hide')
    : t('explorer.facets.show');
  const live = isLive ? t('explorer.live.stop') : t('explorer.live.start');
  const chart = explorer.state.chart ? t('chart.asList') : t('chart.asChart');
  return (
    <>
      {onFacets && (
        <Tooltip title={facets}>
          <IconButton
            size="small"
            aria-label={facets}
            aria-pressed={areFacetsOpen}
            color={areFacetsOpen ? 'primary' : 'default'}
            onClick={() => onFacets(!areFacetsOpen)}
          >
            <FacetsIcon />
          </IconButton>
        </Tooltip>
      )}
      <Tooltip title={chart}>
        <IconButton
          size="small"
          aria-label={chart}
          aria-pressed={Boolean(explorer.state.chart)}
          color={explorer.state.chart ? 'primary' : 'default'}
          onClick={() =>
            explorer.change({
              chart: explorer.state.chart ? undefined : defaultChart,
            })
          }
        >
          <ChartIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title={live}>
        <IconButton
          size="small"
          aria-label={live}
          aria-pressed={isLive}
          color={isLive ? 'primary' : 'default'}
          onClick={() => props.onLive(!isLive)}
        >
          <LiveIcon />
        </IconButton>
      </Tooltip>
      <JumpToTime at={explorer.state.at} onJump={explorer.jump} />
      <DownloadMenu
        isRunning={props.download.state?.status === 'running'}
        onDownload={format => void props.download.start(format, explorer.scope)}
      />
      <Tooltip title={t('explorer.toolbar.refresh')}>
        <IconButton
          size="small"
          aria-label={t('explorer.toolbar.refresh')}
          onClick={explorer.refresh}
        >
          <RefreshIcon />
        </IconButton>
      </Tooltip>
      <ColumnChooser
        columns={columns}
        isDense={props.isDense}
        onDense={props.onDense}
        events={explorer.found.events}
        onChange={props.onColumns}
      />
    </>
  );
}
