import { targetFrom, text } from './generic';
import { httpRequestResolver } from './httpRequest';
import { EventResolver, ResolverInput } from './types';

/** The first of these is a list of its own, not a workflow. */
const WORKFLOW = /\/workflows\/(?!(?:instances|overview)(?:\/|$))([^/]+)\/./i;

/** Workflows and their runs. */
export const orchestratorResolver: EventResolver = input => {
  const { eventId, meta } = input;
  if (eventId === 'generic-error-handler') {
    return { ...httpRequestResolver(input), category: 'TEMPLATES' };
  }
  return {
    category: 'TEMPLATES',
    action: actionOf(input),
    target:
      targetFrom('workflow-run', meta.instanceId, meta.workflowId) ??
      targetFrom('workflow', meta.workflowId ?? workflowOfPath(input)),
  };
};

function actionOf({ eventId, meta }: ResolverInput): string | null {
  if (eventId === 'abort-workflow') {
    // The plugin tells how it finds the run.
    return 'abort';
  }
  return eventId === 'get-workflow-overview'
    ? text(meta.actionType) ?? 'list'
    : null;
}

function workflowOfPath({ request }: ResolverInput): string | undefined {
  const [, workflow] = WORKFLOW.exec(request?.path ?? '') ?? [];
  return workflow && decodeURIComponent(workflow);
}
