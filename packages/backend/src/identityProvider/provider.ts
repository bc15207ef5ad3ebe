import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { findPersona } from '../personas';

export interface IdentityProviderOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

const HOUR_SECONDS = 3600;

/**
 * A certified OpenID Connect provider with one client, the portal.
 *
 * Keys and sessions live in memory: after a restart everybody signs in again,
 * while the portal's own data is still there.
 */
export async function createIdentityProvider(
  options: IdentityProviderOptions,
): Promise<Provider> {
  // The package is an ES module, the backend is not.
  const { Provider: OidcProvider } = await import('oidc-provider');
  return new OidcProvider(options.issuer, {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [createSigningKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username'],
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => false },
    issueRefreshToken: async () => true,
    findAccount: async (_ctx, id) => {
      const persona = findPersona(id);
      return (
        persona && {
          accountId: id,
          claims: async () => ({
            sub: id,
            name: persona.name,
            preferred_username: persona.username,
            email: persona.email,
            email_verified: true,
          }),
        }
      );
    },
    // The portal is this company's own client: nobody is asked for consent.
    loadExistingGrant: async ctx => {
      const { client, session, params } = ctx.oidc;
      if (!client || !session?.accountId) {
        return undefined;
      }
      const grant = new ctx.oidc.provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(String(params?.scope ?? 'openid'));
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: HOUR_SECONDS,
      IdToken: HOUR_SECONDS,
      Grant: 24 * HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      RefreshToken: 24 * HOUR_SECONDS,
      Session: 24 * HOUR_SECONDS,
    },
  });
}

function createSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: 'jwk' }),
    kty: 'RSA' as const,
    use: 'sig' as const,
    alg: 'RS256' as const,
  };
}
