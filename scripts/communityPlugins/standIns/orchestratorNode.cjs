const { createExtensionPoint } = require('@backstage/backend-plugin-api');

exports.workflowLogsExtensionEndpoint = createExtensionPoint({
  id: 'orchestrator.workflowLogs',
});
