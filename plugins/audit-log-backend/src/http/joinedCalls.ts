import { JsonObject } from '@backstage/types';
import {
  OwnEventId,
  RouteDefinition,
  VisitedScreen,
  routes,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { OpenReads } from '../searches';
import { kebabCase } from './kebabCase';

/** Several calls of the same caller that are one own event. */
export interface JoinedCalls {
  open: OpenReads['searches'];
  /** Equal for the calls that are one event. */
  key: string;
  eventId: OwnEventId;
  action: 'search' | 'visit';
  meta: JsonObject;
}

const eventOfVisit: Record<VisitedScreen, OwnEventId> = {
  settings: 'settings-read',
  exports: 'export-schedule-read',
};

/**
 * What a call is joined with: the reads of one opened search, or of one visit
 * to a screen. Another address is another visit.
 *
 * @returns undefined for a call that is an event of its own
 */
export function joinedCalls(options: {
  route: RouteDefinition;
  request: Request;
  /** Who calls, as a ref. */
  callerRef: string;
  openReads: OpenReads;
}): JoinedCalls | undefined {
  const { route, request, callerRef, openReads } = options;
  const { search, visit, q, from, to } = request.query as JsonObject;
  if (route.oncePerSearch && typeof search === 'string') {
    return {
      open: openReads.searches,
      key: JSON.stringify([callerRef, search, q, from, to]),
      eventId: route.event!,
      action: 'search',
      meta: {
        query: {
          ...(q !== undefined && { q }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        },
        search,
      },
    };
  }
  const screen = route.oncePerVisit;
  if (screen && typeof visit === 'string') {
    const { ip, params } = request;
    return {
      open: openReads.visits,
      key: JSON.stringify([callerRef, ip, visit, screen, params]),
      eventId: eventOfVisit[screen],
      action: 'visit',
      meta: { visit, ...params, covers: coveredBy(route, screen) },
    };
  }
  return undefined;
}

/**
 * The reads for which the event of a visit stands, made or not: those of the
 * screen that are about the same, so that whoever looks for one of them finds
 * the visit.
 */
function coveredBy(route: RouteDefinition, screen: VisitedScreen): string[] {
  const isAboutOne = route.params !== undefined;
  return Object.entries(routes as Record<string, RouteDefinition>)
    .filter(
      ([, { oncePerVisit, params }]) =>
        oncePerVisit === screen && (params !== undefined) === isAboutOne,
    )
    .map(([name]) => kebabCase(name))
    .sort();
}
