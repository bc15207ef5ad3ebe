import { ClientRoute } from './authRoutes';
import { queryParameter } from './classifyProvider';
import {
  answeredError,
  asRecord,
  parseJson,
  textOf,
  tokenClaims,
} from './payloads';
import { AccessEventId, AuthExchange, AuthOccurrence } from './types';

/**
 * What a request to the routes for other clients was: command lines and AI
 * assistants sign people in there.
 */
export function classifyOidc(
  route: ClientRoute,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  switch (route) {
    case 'authorize':
      return classifyAuthorize(exchange);
    case 'approve':
    case 'reject':
      return {
        ...answered(exchange, 'client-authorization', {
          actionType: route,
          ...clientOfRedirect(exchange),
        }),
        actsAsBearer: true,
      };
    case 'token':
      return classifyToken(exchange);
    case 'revoke':
      return answered(exchange, 'token-revocation', requestedBy(exchange));
    case 'register':
      return answered(exchange, 'client-registration', {
        ...named('clientId', asRecord(parseJson(exchange.body)).client_id),
        ...named('clientName', asRecord(exchange.requestBody).client_name),
      });
    // Nothing happens: the person is shown what is asked of them.
    case 'question':
    default:
      return undefined;
  }
}

/** A client asks; what the person decides comes later. */
function classifyAuthorize(exchange: AuthExchange): AuthOccurrence {
  const { query, status, location } = exchange;
  const meta = {
    actionType: 'request',
    ...named('clientId', query.client_id),
    ...named('scope', query.scope),
  };
  const error = queryParameter(location, 'error');
  if (status !== undefined && status < 400 && error !== undefined) {
    return {
      eventId: 'client-authorization',
      outcome: 'failed',
      meta,
      error: {
        name: error,
        message: queryParameter(location, 'error_description') ?? error,
      },
    };
  }
  return answered(exchange, 'client-authorization', meta);
}

function classifyToken(exchange: AuthExchange): AuthOccurrence {
  const grant = textOf(asRecord(exchange.requestBody).grant_type);
  const body = asRecord(parseJson(exchange.body));
  const user =
    tokenClaims(body.id_token).sub ?? tokenClaims(body.access_token).sub;
  const eventId: AccessEventId =
    grant === 'refresh_token' ? 'token-refresh' : 'client-token';
  return {
    ...answered(exchange, eventId, {
      ...named('grantType', grant),
      ...requestedBy(exchange),
      ...named('scope', body.scope),
    }),
    user: user ?? exchange.issuedTo,
  };
}

function answered(
  { status, body }: AuthExchange,
  eventId: AccessEventId,
  meta: Record<string, string>,
): AuthOccurrence {
  return status !== undefined && status < 400
    ? { eventId, outcome: 'succeeded', meta }
    : {
        eventId,
        outcome: 'failed',
        meta,
        error: answeredError(parseJson(body), status),
      };
}

/** The client that a token request names, in its body. */
function requestedBy({ requestBody }: AuthExchange): Record<string, string> {
  return named('clientId', asRecord(requestBody).client_id);
}

/** Where the person is sent back to names the client well enough. */
function clientOfRedirect({ body }: AuthExchange): Record<string, string> {
  const redirectUrl = textOf(asRecord(parseJson(body)).redirectUrl);
  try {
    const { origin, pathname } = new URL(redirectUrl ?? '');
    return { redirect: `${origin}${pathname}` };
  } catch {
    return {};
  }
}

function named(name: string, value: unknown): Record<string, string> {
  const text = textOf(value);
  return text === undefined ? {} : { [name]: text };
}
