import { HttpPolicyRule } from './schema';

/**
 * The policy that comes after a portal's own. It records what nobody else
 * does: requests that were denied before a plugin saw them, and changes made
 * through plugins that audit nothing.
 *
 * @public
 */
export const defaultHttpPolicy: readonly HttpPolicyRule[] = [
  // The pages of the app, health checks and metrics.
  { level: 'none', paths: '!/api/*' },
  // What these do is machinery: questions to the permission framework, the
  // event bus, search documents, what the audit log records by itself, and
  // settings that each page reads with a POST.
  {
    level: 'none',
    paths: [
      '/api/permission/authorize',
      '/api/events/bus/*',
      '/api/*/.backstage/permissions/*',
      '/api/*/.backstage/auth/*',
      '/api/audit-log/*',
      '/api/user-settings/multiget',
    ],
    statuses: ['1xx', '2xx', '3xx', 'aborted'],
  },
  // Plugins ask for the event bus, which portals without it don't have.
  { level: 'none', paths: '/api/events/bus/*', statuses: 404 },
  // The plugin has recorded it itself, with more detail.
  { level: 'none', audited: true },
  { level: 'metadata', statuses: [400, 401, 403] },
  { level: 'metadata', methods: ['POST', 'PUT', 'PATCH', 'DELETE'] },
  { level: 'none' },
];
