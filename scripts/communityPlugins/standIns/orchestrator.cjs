const RESOURCE_TYPE = 'orchestrator-workflow';

const permission = (name, action, resourceType) => ({
  type: resourceType ? 'resource' : 'basic',
  name: `orchestrator.${name}`,
  attributes: { action },
  ...(resourceType && { resourceType }),
});

const orchestratorWorkflowPermission = permission(
  'workflow',
  'read',
  RESOURCE_TYPE,
);
const orchestratorWorkflowUsePermission = permission(
  'workflow.use',
  'update',
  RESOURCE_TYPE,
);
const orchestratorInstanceAdminViewPermission = permission(
  'instanceAdminView',
  'read',
);

/** What requests may ask for: method, path and name. */
const operations = [
  ['post', '/v2/workflows/overview', 'getWorkflowsOverview'],
  ['post', '/v2/workflows/overview/entity', 'getWorkflowsOverviewForEntity'],
  ['get', '/v2/workflows/{workflowId}/overview', 'getWorkflowOverviewById'],
  ['get', '/v2/workflows/{workflowId}/source', 'getWorkflowSourceById'],
  [
    'get',
    '/v2/workflows/{workflowId}/inputSchema',
    'getWorkflowInputSchemaById',
  ],
  [
    'get',
    '/v2/workflows/{workflowId}/pingWorkflowService',
    'pingWorkflowServiceById',
  ],
  ['post', '/v2/workflows/{workflowId}/instances', 'getWorkflowInstances'],
  ['post', '/v2/workflows/{workflowId}/execute', 'executeWorkflow'],
  [
    'post',
    '/v2/workflows/{workflowId}/{instanceId}/retrigger',
    'retriggerInstance',
  ],
  ['post', '/v2/workflows/instances', 'getInstances'],
  ['get', '/v2/workflows/instances/statuses', 'getWorkflowStatuses'],
  ['get', '/v2/workflows/instances/{instanceId}', 'getInstanceById'],
  ['get', '/v2/workflows/instances/{instanceId}/logs', 'getWorkflowLogById'],
  ['delete', '/v2/workflows/instances/{instanceId}/abort', 'abortWorkflow'],
];

const states = Object.fromEntries(
  ['Active', 'Error', 'Completed', 'Aborted', 'Suspended', 'Pending'].map(
    state => [state, state.toUpperCase()],
  ),
);

const paths = {};
for (const [method, path, operationId] of operations) {
  paths[path] = {
    ...paths[path],
    [method]: {
      operationId,
      parameters: [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      responses: { 200: { description: 'Success' } },
    },
  };
}

module.exports = {
  ORCHESTRATOR_WORKFLOW_RESOURCE_TYPE: RESOURCE_TYPE,
  DEFAULT_SONATAFLOW_BASE_URL: 'http://127.0.0.1',
  DEFAULT_SONATAFLOW_CONTAINER_IMAGE: '',
  DEFAULT_SONATAFLOW_PERSISTENCE_PATH: '',
  DEFAULT_WORKFLOWS_PATH: '',
  FieldFilterOperatorEnum: {},
  ProcessInstanceState: states,
  ProcessInstanceStatusDTO: states,
  capitalize: text => text,
  TypeName: { String: 'String', Id: 'Id', Date: 'Date' },
  openApiDocument: {
    openapi: '3.0.3',
    info: { title: 'orchestrator', version: '2' },
    paths,
  },
  orchestratorInstanceAdminViewPermission,
  orchestratorPermissions: [
    orchestratorWorkflowPermission,
    orchestratorWorkflowUsePermission,
    orchestratorInstanceAdminViewPermission,
  ],
  orchestratorWorkflowPermission,
  orchestratorWorkflowSpecificPermission: id =>
    permission(`workflow.${id}`, 'read'),
  orchestratorWorkflowUsePermission,
  orchestratorWorkflowUseSpecificPermission: id =>
    permission(`workflow.use.${id}`, 'update'),
};
