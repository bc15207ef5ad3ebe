export { actorsQuery, membersOf } from './actorsQuery';
export { auditLogApiRef } from './auditLogApi';
export type { AuditLogApi } from './auditLogApi';
export { ConfirmDialog } from './ConfirmDialog';
export { ConflictAlert } from './ConflictAlert';
export { ConflictDialog } from './ConflictDialog';
export { errorText, isConflict, isGone, isWrongQuery } from './errorText';
export { exportsApiRef } from './exportsApi';
export type { ExportsApi } from './exportsApi';
export { integrationsApiRef } from './integrationsApi';
export type { IntegrationsApi } from './integrationsApi';
export { EntityName, isEntityRef } from './EntityName';
export { MeContext, useMe } from './MeContext';
export { ReadingLimits } from './ReadingLimits';
export { MenuNote } from './MenuNote';
export { NameDialog } from './NameDialog';
export { newId } from './newId';
export { Notice } from './Notice';
export { OutcomeLabel } from './OutcomeLabel';
export { quietText } from './quietText';
export { SelectField } from './SelectField';
export { SeverityLabel } from './SeverityLabel';
export { StorageAdvice } from './StorageAdvice';
export { Time, TimeAgo } from './Time';
export {
  daysLeft,
  formatAgo,
  formatBytes,
  formatDay,
  formatDuration,
  formatTime,
  formatUtc,
} from './timeFormat';
export { useAppNavigate } from './useAppNavigate';
export { useExportLinks } from './useExportLinks';
export type { ExportLinks } from './useExportLinks';
export { useLatest } from './useLatest';
export { useLoaded } from './useLoaded';
export type { Loaded } from './useLoaded';
export { useNow } from './useNow';
export { exportsRouteRef, rootRouteRef, settingsRouteRef } from './routes';
export { saveFile } from './saveFile';
export { useCopy } from './useCopy';
export { useStored } from './useStored';
export { useRenewal } from './useRenewal';
export { useVisibility } from './useVisibility';
