import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  INGEST_PERIOD_HEADER,
  INGEST_PROTOCOL,
  INGEST_PROTOCOL_HEADER,
  INGEST_TIME_HEADER,
  INGEST_WAIT_HEADER,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  AppendCircumstances,
  AppendResult,
  EventSink,
  RecordingKnowledge,
} from '../recorder';
import { firstReleaseFields, withKnownFields } from './eventFields';
import { explained, isUnknownField } from './explained';
import { partsOf } from './partsOf';
import { readAnswer } from './readAnswer';

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
  #fields: ReadonlySet<string> = new Set(firstReleaseFields);
  #listener: (knowledge: RecordingKnowledge) => void = () => {};

  static create(options: HttpEventSinkOptions): HttpEventSink {
    return new HttpEventSink(options);
  }

  private constructor(options: HttpEventSinkOptions) {
    this.#options = options;
  }

  /**
   * Has somebody hear with each answer what the portal says of its state and
   * its rules. One of the first release says nothing: it is taken to record.
   */
  onKnowledge(listener: (knowledge: RecordingKnowledge) => void): void {
    this.#listener = listener;
  }

  async append(
    events: RecordedEvent[],
    circumstances?: AppendCircumstances,
  ): Promise<AppendResult> {
    let result: AppendResult | undefined;
    for (const part of partsOf(events, circumstances)) {
      const sent = await this.#send(part.events, { period: part.period });
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

  /**
   * Asks what counts at present, without any event.
   *
   * @param options - `known`: the portal answers when its version is another
   * one, and in any case soon
   */
  async ask(
    options: { known?: string; signal?: AbortSignal } = {},
  ): Promise<void> {
    try {
      await this.#send([], options);
    } catch (error) {
      // The first release takes no request without events.
      if (error instanceof ResponseError && error.statusCode === 400) {
        this.#listener({ recording: 'on' });
        return;
      }
      throw error;
    }
  }

  async #send(
    events: RecordedEvent[],
    asking: { known?: string; period?: string; signal?: AbortSignal } = {},
  ): Promise<AppendResult> {
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
        [INGEST_PROTOCOL_HEADER]: String(INGEST_PROTOCOL),
        [INGEST_TIME_HEADER]: new Date().toISOString(),
        ...(asking.known !== undefined && {
          [INGEST_WAIT_HEADER]: asking.known,
        }),
        ...(asking.period !== undefined && {
          [INGEST_PERIOD_HEADER]: asking.period,
        }),
      },
      body: JSON.stringify({ events: withKnownFields(events, this.#fields) }),
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...(asking.signal ? [asking.signal] : []),
      ]),
    });
    if (!response.ok) {
      const error = await ResponseError.fromResponse(response);
      if (isUnknownField(error)) {
        // It was newer when it said what it knows.
        this.#fields = new Set(firstReleaseFields);
      }
      throw explained(error, events);
    }
    const { result, news } = readAnswer(await response.json());
    this.#fields = new Set(news?.fields ?? firstReleaseFields);
    this.#listener(news?.knowledge ?? { recording: 'on' });
    return result;
  }
}
