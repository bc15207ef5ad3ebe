import { Client, RequestFacts } from 'backstage-plugin-audit-log-common';
import { capText, eventLimits, safeText, storableText } from '../limits';
import { redactQuery } from '../redaction';
import { clientAddress } from './clientAddress';
import { correlationIds } from './correlationIds';
import { headerOf, textOf } from './readable';
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

/** Where the request came from, or null for an event without a request. */
export function clientOf(request: AuditedRequest | undefined): Client | null {
  if (!request) {
    return null;
  }
  const userAgent = headerOf(request, 'user-agent');
  const ip = clientAddress(textOf(request, 'ip') ?? '');
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
  const ids = correlationIds(request);
  if (!request) {
    return Object.keys(ids).length > 0 ? ids : null;
  }
  const { path, query } = readTarget(
    textOf(request, 'originalUrl') ?? textOf(request, 'url') ?? '',
  );
  const method = textOf(request, 'method');
  return {
    ...(method && {
      method: capText(method, eventLimits['request.method']),
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
