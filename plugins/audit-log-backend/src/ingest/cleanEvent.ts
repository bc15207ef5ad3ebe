import { Actor, RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  boundedEvent,
  redactJson,
  redactQuery,
  redactText,
} from 'backstage-plugin-audit-log-node';

/**
 * A delivered event as the recorder of this backend would have made it:
 * without secrets and within the limits. The sender may be of a version that
 * knew fewer of them.
 */
export function cleanEvent(event: RecordedEvent): RecordedEvent {
  const { action, actor, target, client, request, error, meta } = event;
  return boundedEvent({
    ...event,
    action: action && redactText(action),
    actor: cleanActor(actor),
    target: target && {
      ...target,
      ref: redactRef(target.ref),
      ...(target.name !== undefined && { name: redactText(target.name) }),
    },
    client: client && {
      ...client,
      ...(client.userAgent !== undefined && {
        userAgent: redactText(client.userAgent),
      }),
    },
    request: request && {
      ...request,
      ...(request.path !== undefined && { path: redactText(request.path) }),
      ...(request.query !== undefined && { query: redactQuery(request.query) }),
      ...(request.requestId !== undefined && {
        requestId: redactText(request.requestId),
      }),
      ...(request.claimedRequestId !== undefined && {
        claimedRequestId: redactText(request.claimedRequestId),
      }),
    },
    error: error && {
      name: redactText(error.name),
      message: redactText(error.message),
    },
    meta: meta && (redactJson(meta) as RecordedEvent['meta']),
  });
}

/** Nobody is nobody: a name beside it would be found as that person's. */
function cleanActor(actor: Actor): Actor {
  const { type, clientId, clientName } = actor;
  return type === 'anonymous'
    ? { type, ref: null }
    : {
        ...actor,
        ...(clientId !== undefined && { clientId: redactText(clientId) }),
        ...(clientName !== undefined && { clientName: redactText(clientName) }),
      };
}

/** What is before the first colon is a kind, such as `token`, not a name. */
function redactRef(ref: string): string {
  const colon = ref.indexOf(':') + 1;
  return ref.slice(0, colon) + redactText(ref.slice(colon));
}
