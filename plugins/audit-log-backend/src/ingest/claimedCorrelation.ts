import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/**
 * The ids of a backend of the first release, which took those that a caller
 * named for its own.
 */
export function withClaimedIds(event: RecordedEvent): RecordedEvent {
  const { request } = event;
  if (!request?.traceId && !request?.requestId) {
    return event;
  }
  const { traceId, requestId, ...rest } = request;
  return {
    ...event,
    request: {
      ...rest,
      ...(traceId && { claimedTraceId: traceId }),
      ...(requestId && { claimedRequestId: requestId }),
    },
  };
}
