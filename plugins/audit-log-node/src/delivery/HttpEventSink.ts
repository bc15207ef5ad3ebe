import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  MAX_INGEST_EVENTS,
  RecordedEvent,
  ingestResponseSchema,
} from 'backstage-plugin-audit-log-common';
import { AppendResult, EventSink } from '../recorder';
import { explained } from './explained';

const PLUGIN_ID = 'audit-log';
const TIMEOUT_MS = 30_000;

/** @public */
export interface HttpEventSinkOptions {
  /** Of the plugin in whose name events are delivered. */
  auth: AuthService;
  discovery: DiscoveryService;
}

/**
 * Delivers events to the audit log of another backend. Sending the same
 * events again changes nothing.
 *
 * @public
 */
export class HttpEventSink implements EventSink {
  readonly #options: HttpEventSinkOptions;

  static create(options: HttpEventSinkOptions): HttpEventSink {
    return new HttpEventSink(options);
  }

  private constructor(options: HttpEventSinkOptions) {
    this.#options = options;
  }

  async append(events: RecordedEvent[]): Promise<AppendResult> {
    let result: AppendResult | undefined;
    for (let i = 0; i < events.length; i += MAX_INGEST_EVENTS) {
      const sent = await this.#send(events.slice(i, i + MAX_INGEST_EVENTS));
      result = {
        appended: sent.appended + (result?.appended ?? 0),
        duplicates: sent.duplicates + (result?.duplicates ?? 0),
        completeTo: sent.completeTo,
      };
    }
    return (
      result ?? {
        appended: 0,
        duplicates: 0,
        completeTo: { sequence: '0', time: null },
      }
    );
  }

  async #send(events: RecordedEvent[]): Promise<AppendResult> {
    const { auth, discovery } = this.#options;
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl(PLUGIN_ID),
      auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: PLUGIN_ID,
      }),
    ]);
    const response = await fetch(`${baseUrl}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ events }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      throw explained(await ResponseError.fromResponse(response), events);
    }
    return ingestResponseSchema.parse(await response.json());
  }
}
