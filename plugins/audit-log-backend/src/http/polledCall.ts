import { JsonObject } from '@backstage/types';
import { RouteDefinition } from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { createHash } from 'node:crypto';

/** A call that asks, as others do, what is newer. */
export interface PolledCall {
  /** Equal for the calls that are one poll. */
  key: string;
  meta: JsonObject;
}

/**
 * What a call of a polling client is joined with: those of the same caller
 * with the same question. Another address or token is another poll.
 *
 * @returns undefined for a call that is no poll
 */
export function polledCall(options: {
  route: RouteDefinition;
  request: Request;
  /** Who calls, as a ref. */
  callerRef: string;
}): PolledCall | undefined {
  const { route, request, callerRef } = options;
  const { q, from, to, order, search } = request.query as JsonObject;
  if (!route.oncePerPoll || order !== 'asc' || to || search) {
    return undefined;
  }
  const token = createHash('sha256')
    .update(request.headers.authorization ?? '')
    .digest('base64');
  return {
    key: JSON.stringify([callerRef, token, request.ip, q]),
    meta: {
      query: {
        ...(q !== undefined && { q }),
        ...(from !== undefined && { from }),
      },
    },
  };
}
