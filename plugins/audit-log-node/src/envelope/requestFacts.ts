import { trace } from '@opentelemetry/api';
import { Client, RequestFacts } from 'backstage-plugin-audit-log-common';
import { capText, eventLimits, safeText, storableText } from '../limits';
import { redactQuery } from '../redaction';
import { RequestContext, currentRequest } from '../requestContext';
import { clientAddress } from './clientAddress';
import { readTarget } from './requestTarget';

/** The part of an express request that the audit log reads. */
export interface AuditedRequest {
  method?: string;
  originalUrl?: string;
  url?: string;
  ip?: string;
  hostname?: string;
  headers?: Record<string, string | string[] | undefined>;
}

const TRACE_PARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;
const NO_TRACE = '0'.repeat(32);

/** Where the request came from, or null for an event without a request. */
export function clientOf(request: AuditedRequest | undefined): Client | null {
  if (!request) {
    return null;
  }
  const userAgent = header(request, 'user-agent');
  const ip = request.ip && clientAddress(request.ip);
  return {
    ...(ip && { ip }),
    ...(userAgent && {
      userAgent: safeText(utf8Text(userAgent), eventLimits['client.userAgent']),
    }),
  };
}

/**
 * What was asked, with the secrets of the query string replaced. An event
 * without a request still gets the ids of the one it belongs to.
 */
export function requestFactsOf(
  request: AuditedRequest | undefined,
): RequestFacts | null {
  const context = currentRequest();
  const traceId = traceIdOf(request) ?? context?.traceId;
  const ids = {
    ...(traceId && { traceId }),
    ...requestIdOf(request, context),
  };
  if (!request) {
    return traceId || context ? ids : null;
  }
  const { path, query } = readTarget(request.originalUrl ?? request.url ?? '');
  return {
    ...(request.method && {
      method: capText(request.method, eventLimits['request.method']),
    }),
    ...(path && { path: safeText(path, eventLimits['request.path']) }),
    ...(query && {
      query: capText(
        storableText(redactQuery(query)),
        eventLimits['request.query'],
      ),
    }),
    ...ids,
  };
}

/** The same for everything that happens during one request. */
function requestIdOf(
  request: AuditedRequest | undefined,
  context: RequestContext | undefined,
): { requestId?: string } {
  const requestId =
    context?.requestId ?? (request && header(request, 'x-request-id'));
  return requestId
    ? { requestId: safeText(requestId, eventLimits['request.requestId']) }
    : {};
}

/** Of the active span, else as the caller sent it. */
export function traceIdOf(
  request: AuditedRequest | undefined,
): string | undefined {
  const active = trace.getActiveSpan()?.spanContext().traceId;
  if (active && active !== NO_TRACE) {
    return active;
  }
  const parent = request && header(request, 'traceparent');
  const traceId = parent ? TRACE_PARENT.exec(parent)?.[1] : undefined;
  return traceId === NO_TRACE ? undefined : traceId;
}

function header(request: AuditedRequest, name: string): string | undefined {
  const value = request.headers?.[name];
  return Array.isArray(value) ? value[0] : value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Node.js reads headers byte by byte; most that are more than ASCII are UTF-8. */
function utf8Text(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/^[\0-\xff]*[\x80-\xff]/.test(text)) {
    return text;
  }
  try {
    return utf8.decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
