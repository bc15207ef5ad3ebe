/** What the auth plugin has below the address of each provider. */
export type ProviderRoute = 'start' | 'handler/frame' | 'refresh' | 'logout';

/** What it has for other clients. */
export type ClientRoute =
  | 'authorize'
  | 'token'
  | 'revoke'
  | 'register'
  | 'approve'
  | 'reject'
  /** What a client asks for, as it is shown to the person who decides. */
  | 'question';

/** The route that a request to the auth plugin takes. */
export type AuthRoute =
  | { of: 'provider'; provider: string; route: ProviderRoute }
  | {
      of: 'client';
      route: ClientRoute;
      /** The id of what the client asks for, where the path names it. */
      session?: string;
    };

const READ = ['GET', 'HEAD'];

const providerMethods: Record<ProviderRoute, readonly string[]> = {
  start: READ,
  'handler/frame': [...READ, 'POST'],
  refresh: [...READ, 'POST'],
  logout: ['POST'],
};

const clientMethods: Record<ClientRoute, readonly string[]> = {
  authorize: READ,
  token: ['POST'],
  revoke: ['POST'],
  register: ['POST'],
  approve: ['POST'],
  reject: ['POST'],
  question: READ,
};

/**
 * The providers are mounted, so a second slash may follow their name. Routes
 * that aren't take one at the end, and both are compared without case.
 */
const PROVIDER_PATH =
  /^\/([^/]+)\/{1,2}(start|handler\/frame|refresh|logout)\/?$/i;
const CLIENT_PATH =
  /^\/v1\/(?:(authorize|token|revoke|register)|sessions\/([^/]+)(?:\/(approve|reject))?)\/?$/i;

/**
 * Makes what tells the route that express picks for a request to the auth
 * plugin, in whatever spelling; undefined for all those of which nothing has
 * to be told. A path is the one below the plugin's own address, as express
 * read it.
 *
 * @param providers - ids of the providers as they are configured, which is how
 * they are given
 */
export function createAuthRoutes(
  providers: readonly string[],
): (method: string, path: string) => AuthRoute | undefined {
  const idBySpelling = new Map(providers.map(id => [id.toLowerCase(), id]));
  return (method, path) => {
    const [, spelled, ofProvider] = PROVIDER_PATH.exec(path) ?? [];
    if (spelled) {
      const route = ofProvider.toLowerCase() as ProviderRoute;
      const provider = idBySpelling.get(spelled.toLowerCase()) ?? spelled;
      return providerMethods[route].includes(method)
        ? { of: 'provider', provider, route }
        : undefined;
    }
    const [, plain, session, decision] = CLIENT_PATH.exec(path) ?? [];
    const named = plain ?? decision ?? (session && 'question');
    const route = named?.toLowerCase() as ClientRoute | undefined;
    return route && clientMethods[route].includes(method)
      ? { of: 'client', route, ...(session && { session }) }
      : undefined;
  };
}
