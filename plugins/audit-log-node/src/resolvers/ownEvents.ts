import { AUDIT_LOG_CATEGORY } from 'backstage-plugin-audit-log-common';
import { EventResolver } from './types';

/**
 * What people do with the audit log itself. Its events name their target in
 * `meta.target`, which the generic resolver reads.
 */
export const ownEventsResolver: EventResolver = () => ({
  category: AUDIT_LOG_CATEGORY,
});
