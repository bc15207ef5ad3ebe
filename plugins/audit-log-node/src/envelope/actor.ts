import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Actor } from 'backstage-plugin-audit-log-common';
import { capText, eventLimits, storableText } from '../limits';

/** The caller whose credentials are missing, expired or forged. */
export const anonymousActor: Actor = { type: 'anonymous', ref: null };

/**
 * The meta key in which a plugin names the person for whom it acts. In events
 * of others the same key is anybody's: of `auth`, `userEntityRef` is the one
 * whose sessions are revoked.
 */
const personKeys = new Map([
  ['scaffolder', 'createdBy'],
  ['permission', 'userEntityRef'],
  ['audit-log', 'userEntityRef'],
]);

/**
 * The actor behind a principal; `via` names the service that relayed a
 * person's request.
 */
export function actorOf(credentials: BackstageCredentials): Actor {
  const principal = credentials.principal as
    | { type: 'user'; userEntityRef: string; actor?: { subject?: string } }
    | { type: 'service'; subject: string }
    | { type: 'none' | 'unknown' };
  switch (principal.type) {
    case 'user':
      return {
        type: 'user',
        ref: refText(principal.userEntityRef),
        ...(principal.actor?.subject && {
          via: refText(principal.actor.subject),
        }),
      };
    case 'service':
      return { type: 'service', ref: refText(principal.subject) };
    default:
      return anonymousActor;
  }
}

type Request = Parameters<HttpAuthService['credentials']>[0];

/** The caller of a request. Whoever can't be told is anonymous: never throws. */
export async function actorOfRequest(
  request: Request,
  services: { auth: AuthService; httpAuth: HttpAuthService },
): Promise<Actor> {
  const { auth, httpAuth } = services;
  try {
    const credentials = await httpAuth.credentials(request);
    if (!auth.isPrincipal(credentials, 'none') || !request.headers?.cookie) {
      return actorOf(credentials);
    }
  } catch {
    // Limited tokens are refused above and accepted below.
  }
  try {
    return actorOf(
      await httpAuth.credentials(request, { allowLimitedAccess: true }),
    );
  } catch {
    return anonymousActor;
  }
}

/** Adds the person for whom a service acted, where its plugin names one. */
export function withPerson(
  actor: Actor,
  meta: JsonObject | null,
  plugin: string,
): Actor {
  const key = personKeys.get(plugin);
  const person = key && meta?.[key];
  return actor.type === 'service' && typeof person === 'string' && person !== ''
    ? { ...actor, onBehalfOf: refText(person) }
    : actor;
}

/** The plugin through which AI assistants act, with the tokens of people. */
const ASSISTANTS_PLUGIN = 'mcp-actions';

/**
 * Adds that an AI assistant acted for a person. Its requests carry the
 * person's own token, so that the plugin they reach is all that tells.
 */
export function withAssistant(actor: Actor, plugin: string): Actor {
  return plugin === ASSISTANTS_PLUGIN &&
    actor.type === 'user' &&
    actor.via === undefined
    ? { ...actor, via: `plugin:${ASSISTANTS_PLUGIN}` }
    : actor;
}

function refText(text: string): string {
  return capText(storableText(text), eventLimits['actor.ref']);
}
