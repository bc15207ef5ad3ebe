import { JsonObject } from '@backstage/types';
import { AUDIT_LOG_CATEGORY } from 'backstage-plugin-audit-log-common';
import { asObject, targetFrom } from './generic';
import { EventResolver } from './types';

/** Events that are about one thing, by what that thing is. */
const ABOUT =
  /^(event|grant|view|legal-hold|storage-integration|export-schedule|export-run)(?:-|$)/;

/**
 * What people do with the audit log itself. A thing is named by the id or the
 * name in the path of the request, a new one by what is told of it.
 */
export const ownEventsResolver: EventResolver = ({ eventId, meta }) => {
  const [, about] = ABOUT.exec(eventId) ?? [];
  const thing = asObject(meta.after) ?? asObject(meta.before);
  const name = thing?.name ?? thing?.grantee ?? meta.schedule;
  return {
    category: AUDIT_LOG_CATEGORY,
    target:
      about === 'storage-integration'
        ? targetFrom(about, meta.name ?? thing?.name)
        : targetFrom(about, meta.id ?? thing?.id ?? runOf(eventId, meta), name),
  };
};

/** A run that a schedule began tells its schedule first. */
function runOf(eventId: string, meta: JsonObject) {
  return eventId === 'export-run' ? meta.runId : undefined;
}
