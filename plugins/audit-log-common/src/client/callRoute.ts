import { InputError, ResponseError } from '@backstage/errors';
import { RouteDefinition, RouteName, routes } from '../http';
import { parseQuery, queryProblem } from '../query';
import { ReadTurns } from './ReadTurns';
import { untilAdmitted } from './untilAdmitted';
import { Visits } from './Visits';

/** @public */
export interface AuditLogClientOptions {
  /** Resolves to the base URL of the plugin, without `/v1`. */
  discovery: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
  /** Joins what open screens read again and again into one event of a visit. */
  visits?: Visits;
  /** Keeps the reads of an app within what its user may have at once. */
  turns?: ReadTurns;
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

/**
 * As {@link callRoute}, for answers that are read as a stream.
 *
 * A wrong query isn't sent: each refusal would be a failed read of somebody in
 * the log, for a letter that is missing yet.
 */
export async function requestRoute(
  client: AuditLogClientOptions,
  name: RouteName,
  options: RouteCall,
): Promise<Response> {
  const { method, path, oncePerVisit, limitedAs }: RouteDefinition =
    routes[name];
  const problem = queryProblem(parseQuery(String(options.query?.q ?? '')));
  if (problem) {
    throw new InputError(problem);
  }
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
  const { signal } = options;
  const send = () =>
    client.fetchApi.fetch(url.toString(), {
      method: method.toUpperCase(),
      signal,
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
  const response =
    limitedAs === 'read'
      ? await inTurn(client, () => untilAdmitted(send, signal), signal)
      : await send();
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response;
}

function inTurn(
  { turns }: AuditLogClientOptions,
  read: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return turns ? turns.run(read, signal) : read();
}
