import Divider from '@material-ui/core/Divider';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { useCopy } from '../shared';
import { useWords } from '../words';
import { columnField, columnValue } from './columnField';

const LONGEST_SHOWN = 40;

/** Where a row was asked for its menu. */
export interface RowMenuPlace {
  event: AuditEvent;
  /** The column of the cell; undefined where the keyboard asked. */
  column?: string;
  left: number;
  top: number;
}

/** What can be done with a row and one of its cells. */
export function RowMenu(props: {
  place: RowMenuPlace | undefined;
  /** The permanent address of an event. */
  linkOf?: (event: AuditEvent) => string;
  /** Missing where there is no query to change. */
  onFilter?: (choice: {
    field: string;
    value: string;
    negated: boolean;
  }) => void;
  onOpen: (event: AuditEvent) => void;
  onClose: () => void;
}) {
  const { place, linkOf, onFilter, onClose } = props;
  const t = useWords();
  const copy = useCopy();
  const event = place?.event;
  const text = event && place.column ? columnValue(event, place.column) : '';
  const field = place?.column && columnField(place.column);
  const value =
    text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  const item = (label: string, act: () => void) => (
    <MenuItem
      key={label}
      dense
      onClick={() => {
        onClose();
        act();
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <Menu
      open={Boolean(place)}
      onClose={onClose}
      anchorReference="anchorPosition"
      anchorPosition={place && { left: place.left, top: place.top }}
      MenuListProps={{ 'aria-label': t('explorer.row.menu') }}
    >
      {event && [
        item(t('explorer.row.open'), () => props.onOpen(event)),
        text &&
          item(t('explorer.row.copyCell', { value }), () => void copy(text)),
        item(
          t('explorer.row.copyRow'),
          () => void copy(JSON.stringify(event, undefined, 2)),
        ),
        linkOf &&
          item(t('explorer.row.copyLink'), () => void copy(linkOf(event))),
        field && text && onFilter && (
          <Divider key="divider" component="li" role="separator" />
        ),
        field &&
          text &&
          onFilter &&
          [false, true].map(negated =>
            item(
              t(negated ? 'explorer.row.without' : 'explorer.row.only', {
                value,
              }),
              () => onFilter({ field, value: text, negated }),
            ),
          ),
      ]}
    </Menu>
  );
}
