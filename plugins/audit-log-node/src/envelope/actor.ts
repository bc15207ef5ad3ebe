import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Actor } from 'backstage-plugin-audit-log-common';
import { ClientEntry, KnownClients } from '../clients';
import { capText, eventLimits, safeText, storableText } from '../limits';

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

/** What tells the caller of a request to a plugin. */
export interface ActorServices {
  auth: AuthService;
  httpAuth: HttpAuthService;
  clients: Pick<KnownClients, 'holderOf' | 'sawAssistant'>;
  /** The id of the plugin that was asked. */
  plugin: string;
}

/** The caller of a request. Whoever can't be told is anonymous: never throws. */
export async function actorOfRequest(
  request: Request,
  services: ActorServices,
): Promise<Actor> {
  const { auth, httpAuth } = services;
  try {
    const credentials = await httpAuth.credentials(request);
    if (!auth.isPrincipal(credentials, 'none') || !request.headers?.cookie) {
      return await actorWithClient(credentials, services);
    }
  } catch {
    // Limited tokens are refused above and accepted below.
  }
  try {
    return await actorWithClient(
      await httpAuth.credentials(request, { allowLimitedAccess: true }),
      services,
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

const ASSISTANTS_SUBJECT = `plugin:${ASSISTANTS_PLUGIN}`;

/**
 * Adds that an AI assistant acted, where the request came through the plugin
 * that assistants talk to, be it with the token of a person or of a service.
 */
export function withAssistant(actor: Actor, plugin: string): Actor {
  if (actor.type === 'anonymous' || actor.ref === ASSISTANTS_SUBJECT) {
    return actor;
  }
  if (plugin !== ASSISTANTS_PLUGIN && actor.via !== ASSISTANTS_SUBJECT) {
    return actor;
  }
  return {
    ...actor,
    ...(actor.type === 'user' && { via: actor.via ?? ASSISTANTS_SUBJECT }),
    mode: 'agent',
  };
}

/** Adds the OAuth client to which the token of a person was issued. */
export function withClient(
  actor: Actor,
  client: Pick<ClientEntry, 'id' | 'name' | 'isAssistant'> | undefined,
): Actor {
  return client && actor.type === 'user'
    ? {
        ...actor,
        ...(client.isAssistant && { mode: 'agent' as const }),
        clientId: safeText(client.id, eventLimits['actor.clientId']),
        ...(client.name && {
          clientName: safeText(client.name, eventLimits['actor.clientName']),
        }),
      }
    : actor;
}

/** The actor behind a principal, with the client that holds its token. */
export async function actorWithClient(
  credentials: BackstageCredentials,
  { clients, plugin }: Pick<ActorServices, 'clients' | 'plugin'>,
): Promise<Actor> {
  const actor = actorOf(credentials);
  const { token } = credentials as { token?: unknown };
  if (actor.type !== 'user' || typeof token !== 'string') {
    return actor;
  }
  if (withAssistant(actor, plugin).mode) {
    await clients.sawAssistant(token);
  }
  return withClient(actor, await clients.holderOf(token));
}

function refText(text: string): string {
  return capText(storableText(text), eventLimits['actor.ref']);
}
