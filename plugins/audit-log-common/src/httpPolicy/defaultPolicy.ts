import { HttpPolicyRule } from './schema';

/** Methods that change nothing. Whatever else a client sends, may. */
const READS = ['GET', 'HEAD', 'OPTIONS'];
const NOT_READS = READS.map(method => `!${method}`);

/**
 * The policy that comes after a portal's own. It records what nobody else
 * does: requests that were denied before a plugin saw them, and changes made
 * through plugins that audit nothing.
 *
 * @public
 */
export const defaultHttpPolicy: readonly HttpPolicyRule[] = [
  // The pages of the app, health checks and metrics.
  { level: 'none', methods: READS, paths: '!/api/*' },
  // Plugins that pass on what is below their address, such as the proxy, pass
  // on paths that look like the machinery of Backstage as well.
  {
    level: 'metadata',
    methods: NOT_READS,
    paths: '/api/*/*/.backstage/*',
    audited: false,
  },
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
  { level: 'none', methods: READS },
  { level: 'metadata' },
];
