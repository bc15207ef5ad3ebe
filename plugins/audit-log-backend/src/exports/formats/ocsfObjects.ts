import { Actor, AuditEvent } from 'backstage-plugin-audit-log-common';

type JsonFields = Record<string, unknown>;

/** Who is behind an event. */
export function personOf(event: AuditEvent): JsonFields {
  const ref = event.actor?.onBehalfOf ?? event.actor?.ref;
  return ref ? { name: ref, uid: ref } : { name: 'unknown' };
}

/**
 * A person with the application that acted for them, or a service with whom it
 * acts for.
 */
export function actorOf(event: AuditEvent): JsonFields {
  const { type, ref, via, clientName }: Partial<Actor> = event.actor ?? {};
  const appName = clientName ?? via;
  return type === 'service'
    ? {
        app_name: ref ?? 'unknown',
        ...(event.actor?.onBehalfOf && { user: personOf(event) }),
      }
    : {
        user: personOf(event),
        ...(appName && { app_name: appName }),
        ...(event.actor?.clientId && { app_uid: event.actor.clientId }),
      };
}

/** What was acted on. */
export function entityOf(event: AuditEvent): JsonFields {
  return event.target
    ? {
        name: event.target.name ?? event.target.ref,
        uid: event.target.ref,
        type: event.target.type,
      }
    : { name: event.eventId, type: event.plugin };
}

/**
 * Where a call came from: its address, or the service that made it. Where
 * neither is known, only a class that requires an endpoint gets one.
 */
export function endpointOf(
  event: AuditEvent,
  { requiresEndpoint }: { requiresEndpoint: boolean },
): JsonFields | undefined {
  if (event.client?.ip) {
    return { ip: event.client.ip };
  }
  if (event.actor?.type === 'service' && event.actor.ref) {
    return { svc_name: event.actor.ref };
  }
  return requiresEndpoint ? { name: 'unknown' } : undefined;
}

/** The request and the answer. */
export function httpOf({ request, client }: AuditEvent): JsonFields {
  return {
    ...(request?.method && {
      http_request: {
        http_method: request.method,
        ...(request.path && {
          url: {
            path: request.path,
            ...(request.query && { query_string: request.query }),
          },
        }),
        ...(request.requestId && { uid: request.requestId }),
        ...(client?.userAgent && { user_agent: client.userAgent }),
      },
    }),
    ...(request?.status && { http_response: { code: request.status } }),
  };
}
