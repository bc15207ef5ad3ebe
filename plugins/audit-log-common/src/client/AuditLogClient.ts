import { ResponseError } from '@backstage/errors';
import { AuditEvent } from '../events';
import {
  FacetsQuery,
  FacetsResponse,
  GroupsQuery,
  GroupsResponse,
  HistogramQuery,
  HistogramResponse,
  ListEventsQuery,
  ListEventsResponse,
  Me,
  RouteName,
  Status,
  routes,
} from '../http';
import { AuditLogSettings, Dependents } from '../settings';

/** @public */
export interface AuditLogClientOptions {
  /** Resolves to the base URL of the plugin, without `/v1`. */
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
}

interface CallOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Client of the audit log's HTTP API.
 *
 * @remarks
 * Every method rejects with a `ResponseError` where the backend answers with
 * an error.
 *
 * @public
 */
export class AuditLogClient {
  readonly #options: AuditLogClientOptions;

  constructor(options: AuditLogClientOptions) {
    this.#options = options;
  }

  getMe(signal?: AbortSignal): Promise<Me> {
    return this.#call('getMe', { signal });
  }

  getSettings(signal?: AbortSignal): Promise<AuditLogSettings> {
    return this.#call('getSettings', { signal });
  }

  enable(): Promise<AuditLogSettings> {
    return this.#call('enable', { body: {} });
  }

  disable(options: { reason?: string } = {}): Promise<AuditLogSettings> {
    return this.#call('disable', { body: options });
  }

  getDependents(signal?: AbortSignal): Promise<Dependents> {
    return this.#call('getDependents', { signal });
  }

  listEvents(
    query: ListEventsQuery,
    signal?: AbortSignal,
  ): Promise<ListEventsResponse> {
    return this.#call('listEvents', {
      query: query as CallOptions['query'],
      signal,
    });
  }

  getEvent(id: string, signal?: AbortSignal): Promise<AuditEvent> {
    return this.#call('getEvent', { params: { id }, signal });
  }

  getHistogram(
    query: HistogramQuery,
    signal?: AbortSignal,
  ): Promise<HistogramResponse> {
    return this.#call('getHistogram', {
      query: query as CallOptions['query'],
      signal,
    });
  }

  getFacets(query: FacetsQuery, signal?: AbortSignal): Promise<FacetsResponse> {
    return this.#call('getFacets', {
      query: query as CallOptions['query'],
      signal,
    });
  }

  getGroups(query: GroupsQuery, signal?: AbortSignal): Promise<GroupsResponse> {
    return this.#call('getGroups', {
      query: query as CallOptions['query'],
      signal,
    });
  }

  getStatus(signal?: AbortSignal): Promise<Status> {
    return this.#call('getStatus', { signal });
  }

  async #call<T>(name: RouteName, options: CallOptions): Promise<T> {
    const { method, path } = routes[name];
    const baseUrl = await this.#options.discovery.getBaseUrl('audit-log');
    const url = new URL(
      `${baseUrl}/v1${path.replace(/:(\w+)/g, (_, key) =>
        encodeURIComponent(options.params?.[key] ?? ''),
      )}`,
    );
    for (const [key, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(key, String(value));
      }
    }
    const response = await this.#options.fetchApi.fetch(url.toString(), {
      method: method.toUpperCase(),
      signal: options.signal,
      ...(options.body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(options.body),
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
