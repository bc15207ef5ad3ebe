import { AuthRoute } from './authRoutes';
import { classifyOidc } from './classifyOidc';
import { classifyProvider } from './classifyProvider';
import { AuthExchange, AuthOccurrence } from './types';

/** What happened, or undefined where nobody signed in, out or on. */
export function classify(
  taken: AuthRoute,
  exchange: AuthExchange,
): AuthOccurrence | undefined {
  return taken.of === 'provider'
    ? classifyProvider(taken.provider, taken.route, exchange)
    : classifyOidc(taken.route, exchange);
}
