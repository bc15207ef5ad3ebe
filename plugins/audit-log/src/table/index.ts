export { ColumnChooser } from './ColumnChooser';
export { EventTable } from './EventTable';
export type { EventTableProps } from './EventTable';
export { TableSkeleton } from './TableSkeleton';
export { columnField, columnValue } from './columnField';
export { columnText, describedMetaColumns } from './columns';
export type { BaseColumn } from './columns';
export { useColumnName } from './useColumnName';
export { useColumns } from './useColumns';
