import { auditLogAccessPermission } from 'backstage-plugin-audit-log-common';
import request from 'supertest';
import type { CallerName, startPortal } from './startPortal';

/**
 * Whether the portal's pages offer the audit log to somebody: the question that
 * Backstage's app asks the permission framework, as it asks it.
 */
export async function seesPage(
  portal: Awaited<ReturnType<typeof startPortal>>,
  caller: Exclude<CallerName, 'anonymous'>,
): Promise<boolean> {
  const { body } = await request(portal.backend.server)
    .post('/api/permission/authorize')
    .set('authorization', `Bearer test:${caller}`)
    .send({
      items: [
        {
          id: '1',
          permission: {
            name: auditLogAccessPermission.name,
            type: 'basic',
            attributes: auditLogAccessPermission.attributes,
          },
        },
      ],
    })
    .expect(200);
  return body.items[0].result === 'ALLOW';
}
