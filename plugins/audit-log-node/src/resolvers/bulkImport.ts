import { targetFrom } from './generic';
import { httpRequestResolver } from './httpRequest';
import { EventResolver } from './types';

/** Events of refused requests are named as the operation that was asked for. */
const REFUSED = /^(find|create|delete)-/;

const ORGANIZATION = /\/organizations\/([^/]+)\/repositories\/?$/i;

/** Imports of repositories into the catalog. */
export const bulkImportResolver: EventResolver = input => {
  const { eventId, meta, request } = input;
  if (eventId === 'unknown-endpoint') {
    return { ...httpRequestResolver(input), category: 'CATALOG' };
  }
  const [, verb] = REFUSED.exec(eventId) ?? [];
  const repository = new URLSearchParams(request?.query ?? '').get('repo');
  const [, organization] = ORGANIZATION.exec(request?.path ?? '') ?? [];
  return {
    category: 'CATALOG',
    ...(verb && { action: verb === 'find' ? 'read' : verb }),
    target:
      targetFrom('repository', meta.repository ?? meta.repo ?? repository) ??
      targetFrom(
        'organization',
        meta.organizationName ??
          (organization && decodeURIComponent(organization)),
      ),
  };
};
