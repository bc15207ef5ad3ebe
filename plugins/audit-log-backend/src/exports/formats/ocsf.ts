import {
  AuditEvent,
  exportFormatVersions,
} from 'backstage-plugin-audit-log-common';
import { ExportFormat } from 'backstage-plugin-audit-log-node';
import { compressText, joinText } from './compression';
import { ocsfKindOf } from './ocsfKinds';
import { endpointOf, httpOf } from './ocsfObjects';

const ocsfVersion = '1.9.0';

const severities = {
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
} as const;

const statuses = {
  succeeded: [1, 'Success'],
  failed: [2, 'Failure'],
  unknown: [0, 'Unknown'],
  // What the schema has no number for has a word of its own.
  pending: [99, 'pending'],
} as const;

/**
 * An event in the Open Cybersecurity Schema Framework, version 1.9.0. What the
 * schema, or the class of the event, has no place for is under `unmapped`, so
 * nothing is left out.
 */
export function toOcsf(event: AuditEvent): Record<string, unknown> {
  const { kind, activity } = ocsfKindOf(event);
  const [severityId, severity] = severities[event.severity];
  const [statusId, status] = statuses[event.outcome];
  const endpoint = endpointOf(event, kind);
  const { request } = event;
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: Math.floor(kind.uid / 1000),
    class_uid: kind.uid,
    class_name: kind.name,
    type_uid: kind.uid * 100 + activity.id,
    time: Date.parse(event.startedAt),
    ...(event.endedAt && { end_time: Date.parse(event.endedAt) }),
    ...(event.durationMs !== null && { duration: event.durationMs }),
    severity_id: severityId,
    severity,
    status_id: statusId,
    status,
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
      ...(request?.traceId && { correlation_uid: request.traceId }),
    },
    ...kind.attributes(event),
    ...(endpoint && { src_endpoint: endpoint }),
    ...(kind.hasHttp && httpOf(event)),
    unmapped: {
      sequence: event.sequence,
      action: event.action,
      amends: event.amends,
      actor: event.actor,
      target: event.target,
      meta: event.meta,
      instance: event.instance,
      client: event.client,
      request,
      ...(event.leafVersion !== undefined && {
        appendedAt: event.appendedAt,
        deliveredBy: event.deliveredBy,
        leafVersion: event.leafVersion,
      }),
      leafHash: event.leafHash,
      ...(event.erased && { erased: event.erased }),
    },
  };
}

/**
 * OCSF 1.9 events, one JSON object per line.
 */
export const ocsfFormat: ExportFormat = {
  id: 'ocsf',
  version: exportFormatVersions.ocsf,
  contentType: 'application/x-ndjson',
  encode: (events, output) =>
    compressText(
      joinText({
        events,
        textOf: event => `${JSON.stringify(toOcsf(event))}\n`,
      }),
      output.compression,
    ),
};
