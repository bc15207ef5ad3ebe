import { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  ownEvents,
  RouteDefinition,
  RouteName,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { OpenSearches } from '../searches';

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
  /** Who calls, as a ref. */
  callerRef: string;
}

/**
 * Begins the own event of a route, if it has one. Reads that belong to an
 * opened search begin theirs when they end, because most of them have none, and
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
          const event = await createOwnEvent(options, kebabCase(name), {});
          await event.fail(error, meta);
        }
      },
    };
  }
  const searchKey = route.oncePerSearch && searchKeyOf(options);
  if (!searchKey) {
    return createOwnEvent(options, kebabCase(name), request.params);
  }
  return {
    success: async () =>
      options.searches.record(searchKey, async () => {
        const { q, from, to, search } = request.query as JsonObject;
        const event = await createOwnEvent(options, 'search', {});
        await event.success({
          query: {
            ...(q !== undefined && { q }),
            ...(from !== undefined && { from }),
            ...(to !== undefined && { to }),
          },
          search,
        });
      }),
    fail: async (error, meta) => {
      const event = await createOwnEvent(options, kebabCase(name), {});
      await event.fail(error, meta);
    },
  };
}

/** Equal for calls of the same caller about the same events. */
function searchKeyOf(options: OwnEventOptions): string | undefined {
  const { request, callerRef } = options;
  const { search, q, from, to } = request.query;
  return typeof search === 'string'
    ? JSON.stringify([callerRef, search, q, from, to])
    : undefined;
}

async function createOwnEvent(
  options: OwnEventOptions,
  action: string,
  meta: JsonObject,
): Promise<OwnEvent> {
  const { route, request, auditor } = options;
  const eventId = route.event!;
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

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
