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
import { OpenReads, PolledPage } from '../searches';
import { joinedCalls } from './joinedCalls';
import { kebabCase } from './kebabCase';
import { PolledCall, polledCall } from './polledCall';

/** The event about a call of the audit log's own API. */
export interface OwnEvent {
  /** `answer` is what is about to leave, of a route that is answered at once. */
  success(meta: JsonObject, answer?: unknown): Promise<void>;
  /** `meta` is what was found out before it failed. */
  fail(error: unknown, meta: JsonObject): Promise<void>;
}

const SILENT: OwnEvent = { success: async () => {}, fail: async () => {} };

export interface OwnEventOptions {
  name: RouteName;
  route: RouteDefinition;
  request: Request;
  auditor: AuditorService;
  openReads: OpenReads;
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
  const fail: OwnEvent['fail'] = async (error, meta) => {
    const event = await createOwnEvent(options, { action: kebabCase(name) });
    await event.fail(error, meta);
  };
  if (route.toldByHandler) {
    return {
      success: async () => {},
      fail: async (error, meta) => {
        if (error instanceof NotAllowedError) {
          await fail(error, meta);
        }
      },
    };
  }
  const polled = polledCall(options);
  if (polled) {
    return {
      success: (_, answer) => recordPoll(options, polled, answer as PolledPage),
      fail,
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
    fail,
  };
}

async function recordPoll(
  options: OwnEventOptions,
  { key, meta }: PolledCall,
  page: PolledPage,
): Promise<void> {
  const tell = async (action: string, facts: JsonObject) => {
    const event = await createOwnEvent(options, {
      action,
      meta: { ...meta, ...facts },
    });
    await event.success({});
  };
  await options.openReads.polls.record(key, page, {
    begin: poll => tell('poll', { poll }),
    end: (poll, range) => tell('poll-end', { poll, ...range }),
  });
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
