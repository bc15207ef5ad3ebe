import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import FacetsIcon from '@material-ui/icons/FilterList';
import RefreshIcon from '@material-ui/icons/Refresh';
import { ColumnChooser, findMetaColumns } from '../table';
import { useWords } from '../words';
import { Explorer } from './useExplorer';

/** The buttons above the table. */
export function ExplorerTools(props: {
  explorer: Explorer;
  columns: string[];
  onColumns: (columns: string[]) => void;
  areFacetsOpen: boolean;
  /** Missing where there is no room for the values. */
  onFacets?: (areOpen: boolean) => void;
}) {
  const { explorer, columns, onColumns, areFacetsOpen, onFacets } = props;
  const t = useWords();
  const facets = areFacetsOpen
    ? t('explorer.facets.hide')
    : t('explorer.facets.show');
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
        found={findMetaColumns(explorer.found.events)}
        onChange={onColumns}
      />
    </>
  );
}
