import { InputError } from '@backstage/errors';
import {
  INGEST_PROTOCOL_HEADER,
  INGEST_PERIOD_HEADER,
  INGEST_TIME_HEADER,
  INGEST_WAIT_HEADER,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { Handlers } from '../rooms';
import { Ingest } from './types';

/** Appending the events of other backends. */
export function ingestHandlers(
  ingest: Pick<Ingest, 'append'>,
): Handlers<'appendEvents'> {
  return {
    appendEvents: async ({ body, caller, request }) => {
      const protocol = readProtocol(request);
      if (protocol < 2 && body.events.length === 0) {
        throw new InputError(
          "Body field 'events' is '[]': expected at least one event",
        );
      }
      return ingest.append({
        events: body.events,
        deliverer: caller.ref,
        protocol,
        knownVersion: request.get(INGEST_WAIT_HEADER),
        period: request.get(INGEST_PERIOD_HEADER),
        sentAt: readSentAt(request),
      });
    },
  };
}

/** The first release sends no version. */
function readProtocol(request: Request): number {
  const header = request.headers[INGEST_PROTOCOL_HEADER] ?? '1';
  if (typeof header !== 'string' || !/^[1-9]\d{0,3}$/.test(header)) {
    throw new InputError(
      `Header '${INGEST_PROTOCOL_HEADER}' is '${String(header).slice(
        0,
        64,
      )}': expected a version such as '2'`,
    );
  }
  return Number(header);
}

function readSentAt(request: Request): number | undefined {
  const at = Date.parse(String(request.headers[INGEST_TIME_HEADER]));
  return Number.isNaN(at) ? undefined : at;
}
