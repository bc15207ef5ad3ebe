import { ResponseError } from '@backstage/errors';
import { RouteDefinition, RouteName, routes } from '../http';
import { Visits } from './Visits';

/** @public */
export interface AuditLogClientOptions {
  /** Resolves to the base URL of the plugin, without `/v1`. */
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
  /** Joins what open screens read again and again into one event of a visit. */
  visits?: Visits;
}

/** What a call of a route sends. @public */
export interface RouteCall {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Version that the caller read, for changes. */
  version?: number;
  signal?: AbortSignal;
}

/**
 * Calls one route of the audit log and reads its answer as JSON. Rejects with
 * a `ResponseError` where the backend answers with an error.
 */
export async function callRoute<T>(
  client: AuditLogClientOptions,
  name: RouteName,
  options: RouteCall,
): Promise<T> {
  return (await requestRoute(client, name, options)).json();
}

/** As {@link callRoute}, for answers that are read as a stream. */
export async function requestRoute(
  client: AuditLogClientOptions,
  name: RouteName,
  options: RouteCall,
): Promise<Response> {
  const { method, path, oncePerVisit }: RouteDefinition = routes[name];
  const baseUrl = await client.discovery.getBaseUrl('audit-log');
  const url = new URL(
    `${baseUrl}/v1${path.replace(/:(\w+)/g, (_, key) =>
      encodeURIComponent(options.params?.[key] ?? ''),
    )}`,
  );
  const query = {
    ...options.query,
    ...(oncePerVisit && { visit: client.visits?.current() }),
  };
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      url.searchParams.set(key, String(value));
    }
  }
  const response = await client.fetchApi.fetch(url.toString(), {
    method: method.toUpperCase(),
    signal: options.signal,
    headers: {
      ...(options.body !== undefined && {
        'content-type': 'application/json',
      }),
      ...(options.version !== undefined && {
        'if-match': `"${options.version}"`,
      }),
    },
    ...(options.body !== undefined && {
      body: JSON.stringify(options.body),
    }),
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response;
}
