import { propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { RequestFacts } from 'backstage-plugin-audit-log-common';
import { eventLimits, safeText } from '../limits';
import { currentRequest } from '../requestContext';
import { headerOf } from './readable';

/** The part of a request that can name ids. */
export interface ClaimingRequest {
  headers?: Record<string, string | string[] | undefined>;
}

/** Ids that the caller of a request named. */
export type ClaimedIds = Pick<
  RequestFacts,
  'claimedTraceId' | 'claimedRequestId'
>;

const TRACE_PARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/i;
const TRACE_ID = /^(?!0+$)[\da-f]{32}$/;

/**
 * The ids that tie the events of a request together: those that the portal
 * gave, and beside them those that the caller named, which may be anybody's.
 *
 * @remarks
 * A trace that began elsewhere is claimed, also where a span of ours goes on
 * with it. Where nobody knows what the caller named, every trace is.
 *
 * @param request - undefined for what has no request of its own, and belongs
 * to the current one
 */
export function correlationIds(
  request: ClaimingRequest | undefined,
): Pick<RequestFacts, 'traceId' | 'requestId'> & ClaimedIds {
  const current = currentRequest();
  const own = request && claimedIds(request);
  const active = activeTraceId();
  const claimed = [current?.claimedTraceId, own?.claimedTraceId];
  const isClaimed = current || request ? claimed.includes(active) : true;
  const ids = {
    traceId: (isClaimed ? undefined : active) ?? current?.traceId,
    requestId: current?.requestId,
    claimedTraceId:
      claimed.find(id => id !== undefined) ?? (isClaimed ? active : undefined),
    claimedRequestId: current?.claimedRequestId ?? own?.claimedRequestId,
  };
  return Object.fromEntries(
    Object.entries(ids).filter(([, id]) => id !== undefined),
  );
}

/** What the headers of a request claim. */
export function claimedIds(request: ClaimingRequest): ClaimedIds {
  const traceId = propagatedTraceId(request);
  const requestId = headerOf(request, 'x-request-id');
  return {
    ...(traceId && { claimedTraceId: traceId }),
    ...(requestId && {
      claimedRequestId: safeText(
        requestId,
        eventLimits['request.claimedRequestId'],
      ),
    }),
  };
}

/** Of the active span, if any. */
export function activeTraceId(): string | undefined {
  return idOf(trace.getActiveSpan()?.spanContext().traceId);
}

/** As tracing would read it, whatever header it is set up to look at. */
function propagatedTraceId(request: ClaimingRequest): string | undefined {
  try {
    const read = propagation.extract(ROOT_CONTEXT, request.headers ?? {});
    const id = idOf(trace.getSpanContext(read)?.traceId);
    if (id) {
      return id;
    }
  } catch {
    // A propagator is somebody else's.
  }
  return idOf(TRACE_PARENT.exec(headerOf(request, 'traceparent') ?? '')?.[1]);
}

function idOf(traceId: string | undefined): string | undefined {
  const id = traceId?.toLowerCase();
  return id !== undefined && TRACE_ID.test(id) ? id : undefined;
}
