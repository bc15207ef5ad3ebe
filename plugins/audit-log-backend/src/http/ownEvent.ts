import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  ownEvents,
  RouteDefinition,
  RouteName,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';

/** The event about a call of the audit log's own API. */
export interface OwnEvent {
  success(meta: JsonObject): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const SILENT: OwnEvent = { success: async () => {}, fail: async () => {} };

/** Begins the own event of a route, if it has one. */
export async function beginOwnEvent(options: {
  name: RouteName;
  route: RouteDefinition;
  request: Request;
  auditor: AuditorService;
}): Promise<OwnEvent> {
  const { name, route, request, auditor } = options;
  if (!route.event) {
    return SILENT;
  }
  const action = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  const event = await auditor.createEvent({
    eventId: route.event,
    severityLevel: ownEvents[route.event].severity,
    request,
    meta: {
      [route.method === 'get' ? 'queryType' : 'actionType']: action,
      ...request.params,
    },
  });
  return {
    success: meta => event.success({ meta }),
    fail: error =>
      event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      }),
  };
}
