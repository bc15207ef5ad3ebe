import { PluginEventTypes, eventTypesOf } from './types';

const workflow = { workflowId: 'The workflow' };
const run = { instanceId: 'The run' };
const refusal = { message: 'Why it was refused' };
const count = { workflowsCount: 'How many were found' };

const ofWorkflow = 'the workflow';
const ofRun = 'the run';
const ofAll = 'the orchestrator';

const types: PluginEventTypes['types'] = [
  {
    eventId: 'execute-workflow',
    summary: 'started a workflow',
    actions: ['execute'],
    target: ofWorkflow,
    meta: { ...workflow, id: 'The run' },
  },
  {
    eventId: 'retrigger-instance',
    summary: 'started a workflow run again',
    actions: ['retrigger'],
    target: 'the run, named by its workflow',
    meta: { ...workflow, ...run },
  },
  {
    eventId: 'abort-workflow',
    summary: 'aborted a workflow run',
    actions: ['abort'],
    target: ofRun,
    meta: { ...run, result: 'What came of it' },
  },
  {
    eventId: 'get-instances',
    summary: 'listed workflow runs',
    actions: ['list'],
    target: ofAll,
    meta: { authorizedWorkflowIds: 'The workflows that the person may see' },
  },
  {
    eventId: 'get-workflow-instances',
    summary: 'listed runs of a workflow',
    actions: ['list'],
    target: ofWorkflow,
  },
  {
    eventId: 'get-instance',
    summary: 'read a workflow run',
    actions: ['by-id'],
    target: ofRun,
    meta: run,
  },
  {
    eventId: 'get-logs-by-instance',
    summary: 'read the log of a workflow run',
    actions: ['by-id'],
    target: ofRun,
    meta: run,
  },
  {
    eventId: 'get-workflow-overview',
    summary: 'listed workflows, or opened one',
    actions: ['list', 'by-id'],
    target: 'the workflow, where one was named, else the orchestrator',
    meta: { ...workflow, ...count },
  },
  {
    eventId: 'get-workflow-overview-entity',
    summary: 'listed the workflows of an entity',
    actions: ['list'],
    target: ofAll,
    meta: count,
  },
  {
    eventId: 'get-workflow-source',
    summary: 'read the source of a workflow',
    actions: ['by-id'],
    target: ofWorkflow,
    meta: workflow,
  },
  {
    eventId: 'get-workflow-input-schema',
    summary: 'opened the form of a workflow',
    actions: ['by-id'],
    target: 'the workflow, or the run that it is filled in from',
    meta: { ...workflow, ...run },
  },
  {
    eventId: 'get-workflow-statuses',
    summary: 'listed the states that a run can have',
    actions: ['list'],
    target: ofAll,
  },
  {
    eventId: 'ping-workflow-service',
    summary: 'asked whether a workflow works',
    actions: ['ping'],
    target: ofWorkflow,
  },
  {
    eventId: 'generic-error-handler',
    summary: 'sent a request that broke the orchestrator',
    severities: ['high'],
    actions: ['get', 'post', 'put', 'patch', 'delete'],
    target: 'the path',
  },
];

/** Workflows, and what people do with them. */
export const orchestratorEventTypes = eventTypesOf({
  plugin: 'orchestrator',
  category: 'TEMPLATES',
  types: types.map(type => ({ ...type, meta: { ...refusal, ...type.meta } })),
});
