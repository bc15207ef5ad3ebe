import { classifyOidc } from './classifyOidc';
import { classifyProvider } from './classifyProvider';
import { AuthExchange, AuthOccurrence } from './types';

const PROVIDER_ROUTE = /^\/([^/]+)\/(start|handler\/frame|refresh|logout)\/?$/;
const CLIENT_ROUTE =
  /^\/v1\/(?:authorize|token|revoke|register|sessions\/[^/]+\/(?:approve|reject))$/;

/** Whether a path below the auth plugin may lead to an occurrence. */
export function isWatched(path: string): boolean {
  return PROVIDER_ROUTE.test(path) || CLIENT_ROUTE.test(path);
}

/** The provider that a path names, if any. */
export function providerOf(path: string): string | undefined {
  return PROVIDER_ROUTE.exec(path)?.[1];
}

/** What happened, or undefined where nobody signed in, out or on. */
export function classify(exchange: AuthExchange): AuthOccurrence | undefined {
  const [, provider, route] = PROVIDER_ROUTE.exec(exchange.path) ?? [];
  return provider
    ? classifyProvider(provider, route, exchange)
    : classifyOidc(exchange);
}
