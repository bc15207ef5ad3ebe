/** What people do with other plugins, AI assistants and plain requests. */
export const pluginSentences = {
  assistantConnect: {
    label: 'Connect assistant',
    done: '{{actor}} connected an AI assistant',
    failed: '{{actor}} could not connect an AI assistant',
  },
  assistantDisconnect: {
    label: 'Disconnect assistant',
    done: 'The AI assistant of {{actor}} disconnected',
    failed: 'The AI assistant of {{actor}} could not disconnect',
  },
  toolExecution: {
    label: 'Call tool',
    done: '{{actor}} called tool {{target}}',
    failed: '{{actor}} could not call tool {{target}}',
  },
  toolDiscovery: {
    label: 'List tools',
    done: '{{actor}} listed the tools for AI assistants',
    failed: '{{actor}} could not list the tools for AI assistants',
  },
  kubernetesRead: {
    label: 'View Kubernetes resources',
    done: '{{actor}} looked at the Kubernetes resources of {{target}}',
    failed:
      '{{actor}} could not look at the Kubernetes resources of {{target}}',
  },
  clusterList: {
    label: 'List clusters',
    done: '{{actor}} listed the Kubernetes clusters',
    failed: '{{actor}} could not list the Kubernetes clusters',
  },
  clusterProxy: {
    label: 'Query cluster',
    done: '{{actor}} sent a request to cluster {{target}}',
    failed: '{{actor}} could not send a request to cluster {{target}}',
  },
  announcementRead: {
    label: 'Read announcements',
    done: '{{actor}} read announcements',
    failed: '{{actor}} could not read announcements',
  },
  announcementCreate: {
    label: 'Create announcement',
    done: '{{actor}} created announcement {{target}}',
    failed: '{{actor}} could not create announcement {{target}}',
  },
  announcementChange: {
    label: 'Change announcement',
    done: '{{actor}} changed announcement {{target}}',
    failed: '{{actor}} could not change announcement {{target}}',
  },
  announcementDelete: {
    label: 'Delete announcement',
    done: '{{actor}} deleted announcement {{target}}',
    failed: '{{actor}} could not delete announcement {{target}}',
  },
  importPing: {
    label: 'Check bulk import',
    done: '{{actor}} checked whether importing works',
    failed: '{{actor}} could not check whether importing works',
  },
  importHosts: {
    label: 'List source code hosts',
    done: '{{actor}} listed the hosts of source code',
    failed: '{{actor}} could not list the hosts of source code',
  },
  importOrganizations: {
    label: 'List organizations',
    done: '{{actor}} listed organizations to import from',
    failed: '{{actor}} could not list organizations to import from',
  },
  importRepositories: {
    label: 'List repositories',
    done: '{{actor}} listed repositories to import',
    failed: '{{actor}} could not list repositories to import',
  },
  importRead: {
    label: 'List imports',
    done: '{{actor}} listed imports',
    failed: '{{actor}} could not list imports',
  },
  importWrite: {
    label: 'Import repositories',
    done: '{{actor}} changed imports: {{target}}',
    failed: '{{actor}} could not change imports: {{target}}',
  },
  importStatus: {
    label: 'Read import',
    done: '{{actor}} looked how {{target}} is doing',
    failed: '{{actor}} could not look how {{target}} is doing',
  },
  importUnknown: {
    label: 'Unknown import request',
    done: '{{actor}} asked bulk import for something unknown',
    failed: '{{actor}} asked bulk import for something unknown',
  },
  workflowStart: {
    label: 'Start workflow',
    done: '{{actor}} started workflow {{target}}',
    failed: '{{actor}} could not start workflow {{target}}',
  },
  workflowRetry: {
    label: 'Retry workflow',
    done: '{{actor}} started workflow run {{target}} again',
    failed: '{{actor}} could not start workflow run {{target}} again',
  },
  workflowAbort: {
    label: 'Abort workflow',
    done: '{{actor}} aborted workflow run {{target}}',
    failed: '{{actor}} could not abort workflow run {{target}}',
  },
  workflowList: {
    label: 'List workflow runs',
    done: '{{actor}} listed workflow runs',
    failed: '{{actor}} could not list workflow runs',
  },
  workflowRead: {
    label: 'Read workflow run',
    done: '{{actor}} looked at workflow run {{target}}',
    failed: '{{actor}} could not look at workflow run {{target}}',
  },
  workflowLog: {
    label: 'Read workflow log',
    done: '{{actor}} read the log of workflow run {{target}}',
    failed: '{{actor}} could not read the log of workflow run {{target}}',
  },
  workflowPing: {
    label: 'Check workflow',
    done: '{{actor}} checked whether workflow {{target}} works',
    failed: '{{actor}} could not check whether workflow {{target}} works',
  },
  httpRequest: {
    label: 'Request {{action}}',
    done: '{{actor}} sent {{action}} {{target}}',
    failed: '{{actor}} sent {{action}} {{target}}, which was refused',
  },
} as const;

export const pluginKinds = {
  'mcp-actions/connection/established': 'assistantConnect',
  'mcp-actions/connection/closed': 'assistantDisconnect',
  'mcp-actions/tool-execution': 'toolExecution',
  'mcp-actions/tool-discovery': 'toolDiscovery',
  'kubernetes/resource-fetch': 'kubernetesRead',
  'kubernetes/cluster-fetch/list': 'clusterList',
  'kubernetes/cluster-fetch/proxy': 'clusterProxy',
  'announcements/announcements-fetch': 'announcementRead',
  'announcements/announcements-mutate': 'announcementChange',
  'announcements/announcements-mutate/create': 'announcementCreate',
  'announcements/announcements-mutate/delete': 'announcementDelete',
  'bulk-import/ping': 'importPing',
  'bulk-import/scm-hosts-read': 'importHosts',
  'bulk-import/org-read': 'importOrganizations',
  'bulk-import/repo-read': 'importRepositories',
  'bulk-import/import-read': 'importRead',
  'bulk-import/import-write': 'importWrite',
  'bulk-import/import-status-read': 'importStatus',
  'bulk-import/unknown-endpoint': 'importUnknown',
  'orchestrator/execute-workflow': 'workflowStart',
  'orchestrator/retrigger-instance': 'workflowRetry',
  'orchestrator/abort-workflow': 'workflowAbort',
  'orchestrator/get-instances': 'workflowList',
  'orchestrator/get-instance': 'workflowRead',
  'orchestrator/get-logs-by-instance': 'workflowLog',
  'orchestrator/ping-workflow-service': 'workflowPing',
  '*/http-request': 'httpRequest',
} as const satisfies Record<string, keyof typeof pluginSentences>;
