const REPOSITORY = 'https://localhost/acme/shop';
const repo = `repo=${encodeURIComponent(REPOSITORY)}`;

const announcement = {
  title: 'Moving',
  excerpt: 'We move',
  body: 'On Monday',
  publisher: 'user:development/guest',
  active: true,
  start_at: '2026-11-22T00:00:00.000Z',
  tags: [],
};

const announcements = [
  [
    'POST /announcements',
    'announcements-mutate create plugin announcements succeeded',
    { body: announcement, keepId: 'announcement' },
  ],
  [
    'GET /announcements',
    'announcements-fetch all plugin announcements succeeded',
  ],
  [
    'GET /announcements?category=news',
    'announcements-fetch by-category plugin announcements succeeded',
  ],
  [
    'GET /announcements/{announcement}',
    'announcements-fetch by-id announcement {announcement} succeeded',
  ],
  [
    'PUT /announcements/{announcement}',
    'announcements-mutate update announcement {announcement} succeeded',
    { body: announcement },
  ],
  [
    'DELETE /announcements/{announcement}',
    'announcements-mutate delete announcement {announcement} failed',
    { denied: 'announcement.entity.delete' },
  ],
  [
    'DELETE /announcements/{announcement}',
    'announcements-mutate delete announcement {announcement} succeeded',
  ],
  [
    'POST /categories',
    'announcements-mutate create plugin announcements succeeded',
    { body: { title: 'News' } },
  ],
  ['GET /categories', 'announcements-fetch all plugin announcements succeeded'],
  [
    'DELETE /categories/news',
    'announcements-mutate delete announcement-category news succeeded',
  ],
  [
    'POST /tags',
    'announcements-mutate create plugin announcements succeeded',
    { body: { title: 'Ops' } },
  ],
  [
    'DELETE /tags/ops',
    'announcements-mutate delete announcement-tag ops succeeded',
  ],
  [
    'DELETE /tags/ops',
    'announcements-mutate delete announcement-tag ops failed',
  ],
];

/**
 * The plugin takes what it answers for a success, and tells its status. No host
 * of source code answers here.
 */
const bulkImport = [
  ['GET /ping', 'ping ping plugin bulk-import succeeded'],
  ['GET /scm-hosts', 'scm-hosts-read list plugin bulk-import succeeded'],
  [
    'GET /organizations?search=acme',
    'org-read by-query plugin bulk-import succeeded',
  ],
  ['GET /repositories', 'repo-read all plugin bulk-import succeeded'],
  [
    'GET /organizations/acme/repositories',
    'repo-read by-org organization acme succeeded',
  ],
  ['GET /imports', 'import-read all plugin bulk-import failed'],
  [
    'POST /imports',
    'import-write create plugin bulk-import succeeded',
    { body: [] },
  ],
  [
    `GET /import/by-repo?${repo}`,
    `import-status-read by-query repository ${REPOSITORY} succeeded`,
  ],
  [
    `DELETE /task-import/by-repo?${repo}`,
    `import-write delete repository ${REPOSITORY} succeeded`,
  ],
  [
    `DELETE /import/by-repo?${repo}`,
    `delete-import-by-repo delete repository ${REPOSITORY} failed`,
    { denied: 'bulk.import' },
  ],
  [
    'GET /organizations/acme/repositories',
    'find-repositories-by-organization read organization acme failed',
    { denied: 'bulk.import' },
  ],
  [
    'GET /scm-hosts',
    'find-all-scm-hosts read plugin bulk-import failed',
    { denied: 'bulk.import' },
  ],
  [
    'GET /nowhere',
    'unknown-endpoint get path /api/bulk-import/nowhere succeeded',
  ],
];

const workflows = '/v2/workflows';

/** There are no workflows to be had: everything that asks for one fails. */
const orchestrator = [
  [
    `POST ${workflows}/overview/entity`,
    'get-workflow-overview-entity list plugin orchestrator succeeded',
    { body: { annotationWorkflowIds: [] } },
  ],
  [
    `POST ${workflows}/overview`,
    'get-workflow-overview list plugin orchestrator failed',
    { body: {} },
  ],
  [
    `GET ${workflows}/move/overview`,
    'get-workflow-overview by-id workflow move failed',
  ],
  [
    `GET ${workflows}/move/source`,
    'get-workflow-source by-id workflow move failed',
  ],
  [
    `GET ${workflows}/move/inputSchema`,
    'get-workflow-input-schema by-id workflow move failed',
  ],
  [
    `GET ${workflows}/move/pingWorkflowService`,
    'ping-workflow-service ping workflow move failed',
  ],
  [
    `POST ${workflows}/move/instances`,
    'get-workflow-instances list workflow move failed',
    { body: {} },
  ],
  [
    `POST ${workflows}/move/execute`,
    'execute-workflow execute workflow move failed',
    { body: {} },
  ],
  [
    `POST ${workflows}/move/execute`,
    'execute-workflow execute workflow move failed',
    { body: {}, denied: 'orchestrator.workflow.use' },
  ],
  [
    `POST ${workflows}/move/i-1/retrigger`,
    'retrigger-instance retrigger workflow-run i-1 failed',
    { body: {} },
  ],
  [
    `GET ${workflows}/instances/statuses`,
    'get-workflow-statuses list plugin orchestrator succeeded',
  ],
  [
    `GET ${workflows}/instances/i-1`,
    'get-instance by-id workflow-run i-1 failed',
  ],
  [
    `GET ${workflows}/instances/i-1/logs`,
    'get-logs-by-instance by-id workflow-run i-1 failed',
  ],
  [
    `DELETE ${workflows}/instances/i-1/abort`,
    'abort-workflow abort workflow-run i-1 failed',
  ],
];

const insights =
  'start_date=2026-11-01&end_date=2026-11-22&timezone=UTC&type=total_users';

const visit = subject => ({
  action: 'navigate',
  subject,
  context: {
    userId: 'guest',
    userName: 'user:development/guest',
    pluginId: 'root',
  },
});

const adoptionInsights = [
  [
    'POST /events',
    'capture-event create plugin adoption-insights succeeded',
    { body: [visit('/catalog'), visit('/docs')] },
  ],
  [
    `GET /events?${insights}`,
    'get-insights total_users plugin adoption-insights succeeded',
  ],
];

const stepsOf = (plugin, rows) =>
  rows.map(([request, expect, more]) => {
    const [method, path] = request.split(' ');
    return { plugin, method, path, expect, ...more };
  });

/**
 * What is asked of each plugin, and what the log must have of it: event,
 * action, target and outcome. `denied` names a permission that is not granted.
 */
export const steps = [
  ...stepsOf('announcements', announcements),
  ...stepsOf('bulk-import', bulkImport),
  ...stepsOf('orchestrator', orchestrator),
  ...stepsOf('adoption-insights', adoptionInsights),
];
