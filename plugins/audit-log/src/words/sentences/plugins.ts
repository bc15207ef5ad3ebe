/**
 * What people do through AI assistants, with clusters and by plain requests, and
 * what is sent to them.
 */
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
  notificationSend: {
    label: 'Send notification',
    done: '{{actor}} sent a notification to {{target}}',
    failed: '{{actor}} could not send a notification to {{target}}',
  },
  notificationBroadcast: {
    label: 'Notify everyone',
    done: '{{actor}} sent a notification to everyone',
    failed: '{{actor}} could not send a notification to everyone',
  },
  notificationReachNobody: {
    label: 'Send notification',
    done: '{{actor}} sent a notification to {{target}}, which reached nobody',
    failed: '{{actor}} could not send a notification to {{target}}',
  },
  mailHandover: {
    label: 'Hand over mail',
    done: '{{actor}} had a mail to {{target}} handed to the e-mail module',
    failed:
      '{{actor}} had a mail to {{target}}, which the e-mail module refused',
  },
  httpRequest: {
    label: '{{action}} request',
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
  'notifications/notification-send/send': 'notificationSend',
  'notifications/notification-send/broadcast': 'notificationBroadcast',
  'notifications/notification-send/reach-nobody': 'notificationReachNobody',
  'notifications/mail-handover': 'mailHandover',
  '*/http-request': 'httpRequest',
} as const satisfies Record<string, keyof typeof pluginSentences>;
