import { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  OwnEventId,
  ownEvents,
  RouteDefinition,
  RouteName,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { OpenSearches } from '../searches';
import { joinedCalls } from './joinedCalls';
import { kebabCase } from './kebabCase';

/** The event about a call of the audit log's own API. */
export interface OwnEvent {
  success(meta: JsonObject): Promise<void>;
  /** `meta` is what was found out before it failed. */
  fail(error: unknown, meta: JsonObject): Promise<void>;
}

const SILENT: OwnEvent = { success: async () => {}, fail: async () => {} };

export interface OwnEventOptions {
  name: RouteName;
  route: RouteDefinition;
  request: Request;
  auditor: AuditorService;
  searches: OpenSearches;
  visits: OpenSearches;
  /** Who calls, as a ref. */
  callerRef: string;
}

/**
 * Begins the own event of a route, if it has one. Reads that are joined
 * with others begin theirs when they end, because most of them have none, and
 * so do those of a route whose handler tells of its use.
 */
export async function beginOwnEvent(
  options: OwnEventOptions,
): Promise<OwnEvent> {
  const { name, route, request } = options;
  if (!route.event) {
    return SILENT;
  }
  if (route.toldByHandler) {
    return {
      success: async () => {},
      fail: async (error, meta) => {
        if (error instanceof NotAllowedError) {
          const event = await createOwnEvent(options, {
            action: kebabCase(name),
          });
          await event.fail(error, meta);
        }
      },
    };
  }
  const joined = joinedCalls(options);
  if (!joined) {
    return createOwnEvent(options, {
      action: kebabCase(name),
      meta: request.params,
    });
  }
  return {
    success: () =>
      joined.open.record(joined.key, async () => {
        const event = await createOwnEvent(options, joined);
        await event.success({});
      }),
    fail: async (error, meta) => {
      const event = await createOwnEvent(options, { action: kebabCase(name) });
      await event.fail(error, meta);
    },
  };
}

async function createOwnEvent(
  options: OwnEventOptions,
  told: { action: string; eventId?: OwnEventId; meta?: JsonObject },
): Promise<OwnEvent> {
  const { route, request, auditor } = options;
  const { action, eventId = route.event!, meta } = told;
  const event = await auditor.createEvent({
    eventId,
    severityLevel: ownEvents[eventId].severity,
    request,
    meta: {
      [route.method === 'get' ? 'queryType' : 'actionType']: action,
      ...meta,
    },
  });
  return {
    success: ended => event.success({ meta: ended }),
    fail: (error, known) => event.fail({ meta: known, error: toError(error) }),
  };
}
