export { auditLogApiRef } from './auditLogApi';
export type { AuditLogApi } from './auditLogApi';
export { ConflictAlert } from './ConflictAlert';
export { errorText, isConflict, isGone } from './errorText';
export { integrationsApiRef } from './integrationsApi';
export type { IntegrationsApi } from './integrationsApi';
export { EntityName, isEntityRef } from './EntityName';
export { MeContext, useMe } from './MeContext';
export { Notice } from './Notice';
export { OutcomeLabel } from './OutcomeLabel';
export { SeverityLabel } from './SeverityLabel';
export { Time, TimeAgo } from './Time';
export {
  daysLeft,
  formatAgo,
  formatDay,
  formatDuration,
  formatTime,
  formatUtc,
} from './timeFormat';
export { useLoaded } from './useLoaded';
export type { Loaded } from './useLoaded';
export { useNow } from './useNow';
export { rootRouteRef, settingsRouteRef } from './routes';
export { useStored } from './useStored';
