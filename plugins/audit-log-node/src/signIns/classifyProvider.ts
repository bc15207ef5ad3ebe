import { CallerLeftError } from '../callerLeft';
import { ProviderRoute } from './authRoutes';
import {
  answeredError,
  asRecord,
  identityOf,
  parseJson,
  popupPayload,
  textOf,
} from './payloads';
import { AuthExchange, AuthOccurrence } from './types';

/**
 * What a request to one of a provider's routes was, or undefined where
 * nothing happened that anybody should know of.
 */
export function classifyProvider(
  provider: string,
  route: ProviderRoute,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  switch (route) {
    case 'start':
      return classifyStart(provider, exchange);
    case 'handler/frame':
      return classifyFrame(provider, exchange);
    case 'refresh':
      return classifyRefresh(provider, exchange);
    case 'logout':
      return classifyLogout(provider, exchange);
    default:
      return undefined;
  }
}

/** A start is nothing yet; one that is refused is a failed sign-in. */
function classifyStart(
  provider: string,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  const { status } = exchange;
  if (status === undefined || status < 400 || isNoRoute(status)) {
    return undefined;
  }
  return {
    eventId: 'sign-in',
    outcome: 'failed',
    meta: { provider, flow: flowOf(exchange) },
    error: answeredError(parseJson(exchange.body), status),
  };
}

function classifyFrame(
  provider: string,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  const { status, body, location, issuedTo } = exchange;
  const failed = (error: AuthOccurrence['error'], flow: string) => ({
    eventId: 'sign-in' as const,
    outcome: 'failed' as const,
    meta: { provider, flow },
    error,
  });
  if (status === undefined) {
    return { ...failed(leftError(), 'popup'), outcome: 'unknown' };
  }
  if (isNoRoute(status)) {
    return undefined;
  }
  if (status >= 300 && status < 400) {
    return classifyRedirect(provider, location, issuedTo);
  }
  // A popup is answered with 200 whether it worked or not.
  const payload = popupPayload(body ?? '');
  if (!payload) {
    return failed(answeredError(parseJson(body), status), 'popup');
  }
  if (payload.error) {
    return failed(answeredError(payload, status), 'popup');
  }
  const { user = issuedTo, expiresAt } = identityOf(
    payload.response,
    exchange.now,
  );
  return succeeded(provider, 'popup', user, expiresAt);
}

/** The redirect flow says what went wrong in the address it goes back to. */
function classifyRedirect(
  provider: string,
  location: string | undefined,
  issuedTo: string | undefined,
): AuthOccurrence {
  const message = queryParameter(location, 'error');
  if (message !== undefined) {
    return {
      eventId: 'sign-in',
      outcome: 'failed',
      meta: { provider, flow: 'redirect' },
      error: { name: 'Error', message },
    };
  }
  return succeeded(provider, 'redirect', issuedTo, undefined);
}

/**
 * Providers also hand out access to other systems, with no identity in the
 * portal: that is no sign-in.
 */
function succeeded(
  provider: string,
  flow: string,
  user: string | undefined,
  expiresAt: number | undefined,
): AuthOccurrence {
  return {
    eventId: user === undefined ? 'provider-authorization' : 'sign-in',
    outcome: 'succeeded',
    user,
    meta: { provider, flow },
    session: { change: 'begun', expiresAt },
  };
}

/**
 * Pages ask for a refresh whenever they are loaded. Without a session that is
 * nothing; with one, the person is back or goes on. Providers that keep no
 * session, such as the guest and those behind a proxy, sign in this way.
 */
function classifyRefresh(
  provider: string,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  const { status, sessionCookie } = exchange;
  if (status === undefined || isNoRoute(status)) {
    return undefined;
  }
  const body = parseJson(exchange.body);
  const flow = sessionCookie === undefined ? 'proxy' : 'session';
  if (status >= 400) {
    const error = answeredError(body, status);
    if (/Missing session cookie|X-Requested-With/.test(error.message)) {
      return undefined;
    }
    return {
      eventId: sessionCookie === undefined ? 'sign-in' : 'session-resume',
      outcome: 'failed',
      meta: { provider, flow },
      error,
    };
  }
  const { user = exchange.issuedTo, expiresAt } = identityOf(
    body,
    exchange.now,
  );
  if (user === undefined) {
    // Renews access to another system, see above.
    return undefined;
  }
  return {
    eventId: sessionCookie === undefined ? 'sign-in' : 'session-resume',
    outcome: 'succeeded',
    user,
    meta: { provider, flow },
    session: {
      change: sessionCookie === undefined ? 'asserted' : 'renewed',
      expiresAt,
    },
  };
}

function classifyLogout(
  provider: string,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  const { status, body } = exchange;
  if (status === undefined || isNoRoute(status)) {
    return undefined;
  }
  return status < 400
    ? {
        eventId: 'sign-out',
        outcome: 'succeeded',
        meta: { provider },
        session: { change: 'ended' },
      }
    : {
        eventId: 'sign-out',
        outcome: 'failed',
        meta: { provider },
        error: answeredError(parseJson(body), status),
      };
}

function flowOf({ query }: AuthExchange): string {
  return textOf(asRecord(query).flow) === 'redirect' ? 'redirect' : 'popup';
}

/** Neither an unknown provider nor a route it doesn't have is a sign-in. */
function leftError(): AuthOccurrence['error'] {
  const { name, message } = new CallerLeftError();
  return { name, message };
}

function isNoRoute(status: number): boolean {
  return status === 404 || status === 501;
}

export function queryParameter(
  address: string | undefined,
  name: string,
): string | undefined {
  try {
    return new URL(address ?? '').searchParams.get(name) ?? undefined;
  } catch {
    return undefined;
  }
}
