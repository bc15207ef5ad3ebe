import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { compressText, joinText } from './compression';
import { ocsfActivityOf, ocsfClassOf } from './ocsf18Classes';

const ocsfVersion = '1.8.0';

const severityIds = { low: 2, medium: 3, high: 4, critical: 5 } as const;

const statusIds = { succeeded: 1, failed: 2, unknown: 0, pending: 0 } as const;

/**
 * An event in the Open Cybersecurity Schema Framework, version 1.8.0. What the
 * schema has no place for is under `unmapped`, so nothing is left out.
 */
function toOcsf18(event: AuditEvent): Record<string, unknown> {
  const chosen = ocsfClassOf(event);
  const activity = ocsfActivityOf(event, chosen);
  const endpoint = {
    ...(event.client?.ip ? { ip: event.client.ip } : { name: event.instance }),
  };
  return {
    activity_id: activity,
    ...(activity === 99 && { activity_name: event.action ?? event.eventId }),
    category_uid: Math.floor(chosen.uid / 1000),
    class_uid: chosen.uid,
    class_name: chosen.name,
    type_uid: chosen.uid * 100 + activity,
    time: Date.parse(event.startedAt),
    ...(event.endedAt && { end_time: Date.parse(event.endedAt) }),
    ...(event.durationMs !== null && { duration: event.durationMs }),
    severity_id: severityIds[event.severity],
    severity: event.severity,
    status_id: statusIds[event.outcome],
    status: event.outcome,
    ...(event.error && {
      status_code: event.error.name,
      status_detail: event.error.message,
    }),
    message: `${event.plugin}.${event.eventId} ${event.outcome}`,
    metadata: {
      version: ocsfVersion,
      product: { name: 'Audit Log', vendor_name: 'Backstage' },
      uid: event.id,
      sequence: Number(event.sequence),
      logged_time: Date.parse(event.recordedAt),
      event_code: `${event.plugin}.${event.eventId}`,
      log_name: 'audit-log',
      log_provider: event.plugin,
      labels: [event.category],
      ...(event.request?.traceId && { correlation_uid: event.request.traceId }),
    },
    ...chosen.attributes(event),
    src_endpoint: endpoint,
    ...(event.request?.method && {
      http_request: {
        http_method: event.request.method,
        ...(event.request.path && { url: { path: event.request.path } }),
        ...(event.client?.userAgent && { user_agent: event.client.userAgent }),
      },
    }),
    ...(event.request?.status && {
      http_response: { code: event.request.status },
    }),
    unmapped: {
      sequence: event.sequence,
      action: event.action,
      amends: event.amends,
      actor: event.actor,
      target: event.target,
      meta: event.meta,
      instance: event.instance,
      ...(event.leafVersion !== undefined && {
        appendedAt: event.appendedAt,
        deliveredBy: event.deliveredBy,
        leafVersion: event.leafVersion,
      }),
      leafHash: event.leafHash,
      ...(event.request?.claimedTraceId && {
        claimedTraceId: event.request.claimedTraceId,
      }),
      ...(event.request?.claimedRequestId && {
        claimedRequestId: event.request.claimedRequestId,
      }),
      ...(event.erased && { erased: event.erased }),
    },
  };
}

/**
 * OCSF 1.8 events, one JSON object per line, as schedules that were made with
 * it go on to write until somebody changes them.
 */
export const ocsf18Format: ExportFormat = {
  id: 'ocsf',
  version: 2,
  contentType: 'application/x-ndjson',
  encode: (events, output) =>
    compressText(
      joinText({
        events,
        textOf: event => `${JSON.stringify(toOcsf18(event))}\n`,
      }),
      output.compression,
    ),
};
