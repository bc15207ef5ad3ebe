import { eventTypesOf } from './types';

const medium = ['medium'] as const;

/** The plugin tells success of whatever it has answered. */
const answered = {
  responseStatus: 'Status of the answer; 400 and above is no success',
};
const searched = { ...answered, search: 'What was searched for' };

/** Operations whose refusal is an event of its own, named as they are. */
const refusable = [
  'find-all-scm-hosts',
  'find-all-organizations',
  'find-all-repositories',
  'find-repositories-by-organization',
  'find-all-imports',
  'find-all-task-imports',
  'find-all-orchestrator-workflow-imports',
  'create-import-jobs',
  'create-task-import-jobs',
  'create-orchestrator-workflow-jobs',
  'find-import-status-by-repo',
  'find-task-import-status-by-repo',
  'find-orchestrator-import-status-by-repo',
  'delete-import-by-repo',
  'delete-task-import-by-repo',
  'delete-orchestrator-import-by-repo',
];

/** Imports of repositories into the catalog. */
export const bulkImportEventTypes = eventTypesOf({
  plugin: 'bulk-import',
  category: 'CATALOG',
  types: [
    {
      eventId: 'ping',
      summary: 'asked whether importing works',
      actions: ['ping'],
      meta: answered,
    },
    {
      eventId: 'scm-hosts-read',
      summary: 'listed hosts of source code',
      actions: ['list'],
      meta: answered,
    },
    {
      eventId: 'org-read',
      summary: 'listed organisations',
      actions: ['all', 'by-query'],
      meta: searched,
    },
    {
      eventId: 'repo-read',
      summary: 'listed repositories',
      actions: ['all', 'by-query', 'by-org'],
      target: 'the organisation, where one was named, else imports',
      meta: { ...searched, organizationName: 'The organisation' },
    },
    {
      eventId: 'import-read',
      summary: 'listed imports',
      actions: ['all', 'by-query'],
      meta: searched,
    },
    {
      eventId: 'import-write',
      summary: 'imported repositories, or ended an import',
      actions: ['create', 'delete'],
      target: 'the repository where an import ended, else imports',
      meta: { ...answered, repository: 'The repository' },
    },
    {
      eventId: 'import-status-read',
      summary: 'read how an import is doing',
      actions: ['by-query'],
      target: 'the repository',
      meta: { ...answered, repo: 'The repository' },
    },
    {
      eventId: 'unknown-endpoint',
      summary: 'asked for something unknown',
      target: 'the path',
      actions: ['get', 'post', 'put', 'patch', 'delete'],
      meta: answered,
    },
    ...refusable.map(eventId => ({
      eventId,
      summary: `was refused to ${eventId.replace(/-/g, ' ')}`,
      target:
        'the repository or organisation, where one was named, else imports',
      actions: [/^(?:create|delete)/.exec(eventId)?.[0] ?? 'read'],
      meta: answered,
    })),
  ].map(type => ({ target: 'imports', ...type, severities: medium })),
});
