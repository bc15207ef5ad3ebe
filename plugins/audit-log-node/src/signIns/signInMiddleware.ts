import {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Actor } from 'backstage-plugin-audit-log-common';
import { Request, RequestHandler, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import {
  AuditedRequest,
  actorOf,
  anonymousActor,
  beginEvent,
  clientOf,
  endEvent,
  requestFactsOf,
  withClient,
} from '../envelope';
import { OAuthClient } from '../clients';
import { AuditLogRecorder } from '../recorder';
import { noteAudited } from '../requestContext';
import { ResolverRegistry } from '../resolvers';
import { IssuedTokens } from './IssuedTokens';
import { Sessions } from './sessions';
import { AuthRoute, createAuthRoutes } from './authRoutes';
import { ClientsOfExchanges } from './ClientsOfExchanges';
import { classify } from './classify';
import { cookieOf, setCookieOf } from './cookies';
import { Answer, observeAnswer } from './observeAnswer';
import { refine } from './refine';
import { AuthExchange, AuthOccurrence, accessEvents } from './types';

/** What the middleware is made of. */
export interface SignInMiddlewareOptions {
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  httpAuth: Pick<HttpAuthService, 'credentials'>;
  issuedTokens: IssuedTokens;
  sessions: Sessions;
  clients: ClientsOfExchanges;
  /** Ids of the auth providers, as they are configured. */
  providers: readonly string[];
  logger: LoggerService;
  /** Epoch milliseconds. */
  now?: () => number;
}

/**
 * Records who signs in, out and on, from what the auth plugin answers. Goes
 * before the routes of that plugin and never changes an answer.
 */
export function createSignInMiddleware(
  options: SignInMiddlewareOptions,
): RequestHandler {
  const { recorder, issuedTokens, logger, sessions } = options;
  const now = options.now ?? Date.now;
  const routeOf = createAuthRoutes(options.providers);

  return (request, response, next) => {
    // Read before express strips the address of the inner routers.
    const route = routeOf(request.method, request.path);
    if (recorder.recording === 'off' || !route) {
      next();
      return;
    }
    const startedAt = now();
    const followed = issuedTokens.follow();
    let learned: Promise<void> | undefined;
    const failed = (error: unknown) =>
      logger.error('Could not record a sign-in', toError(error));
    const exchangeOf = (answer: Answer) =>
      exchange(request, response, {
        answer,
        route,
        issuedTo: followed.user(),
      });
    const learn = (answer: Answer) => {
      if (route.of === 'client') {
        learned ??= options.clients
          .learn(route, exchangeOf(answer))
          .catch(failed);
      }
    };
    if (route.of === 'client' && route.route === 'question') {
      observeAnswer(response, () => {}, learn);
      next();
      return;
    }
    noteAudited();
    observeAnswer(
      response,
      answer => {
        Promise.resolve(learned)
          .then(() =>
            record(request, response, {
              route,
              startedAt,
              exchange: exchangeOf(answer),
            }),
          )
          .catch(failed);
      },
      learn,
    );
    followed.run(next);
  };

  function exchange(
    request: Request,
    response: Response,
    known: {
      answer: Answer;
      route: AuthRoute;
      issuedTo: string | undefined;
    },
  ): AuthExchange {
    const { answer, route } = known;
    const location = response.getHeader('location');
    return {
      now: now() / 1000,
      query: request.query,
      authorization: request.headers.authorization,
      requestBody: request.body,
      sessionCookie:
        route.of === 'provider'
          ? cookieOf(request.headers, cookieNameOf(route.provider))
          : undefined,
      status: answer.status,
      location: typeof location === 'string' ? location : undefined,
      body: answer.body,
      issuedTo: known.issuedTo,
    };
  }

  async function record(
    request: Request,
    response: Response,
    noted: { route: AuthRoute; startedAt: number; exchange: AuthExchange },
  ): Promise<void> {
    const { route, startedAt } = noted;
    const { sessionCookie, status } = noted.exchange;
    const found = classify(route, noted.exchange);
    if (!found) {
      return;
    }
    const provider = route.of === 'provider' ? route.provider : undefined;
    const client =
      route.of === 'client'
        ? await options.clients.clientOf(route, noted.exchange)
        : undefined;
    const occurrence = await refine(
      { ...found, meta: { ...found.meta, ...clientMeta(client) } },
      {
        now: now() / 1000,
        provider,
        sessionCookie,
        newSessionCookie:
          provider &&
          setCookieOf(response.getHeader('set-cookie'), cookieNameOf(provider)),
        ip: request.ip,
        userAgent: request.get('user-agent'),
      },
      sessions,
    );
    const actor = await actorFor(occurrence, request);
    // Who decides about a client does so themselves.
    const isClients = route.of === 'client' && route.route === 'token';
    await recorder.record(
      eventOf({
        occurrence,
        request,
        status,
        startedAt,
        actor:
          isClients && client
            ? withClient(actor, { ...client, isAssistant: false })
            : actor,
      }),
    );
  }

  async function actorFor(
    occurrence: AuthOccurrence,
    request: Request,
  ): Promise<Actor> {
    if (occurrence.user !== undefined) {
      return { type: 'user', ref: occurrence.user };
    }
    if (!occurrence.actsAsBearer && occurrence.eventId !== 'sign-out') {
      return anonymousActor;
    }
    const credentials: BackstageCredentials | undefined = await options.httpAuth
      .credentials(request)
      .catch(() => undefined);
    return credentials ? actorOf(credentials) : anonymousActor;
  }

  function eventOf(facts: {
    occurrence: AuthOccurrence;
    request: Request;
    status: number | undefined;
    startedAt: number;
    actor: Actor;
  }) {
    const { occurrence, request, status, startedAt, actor } = facts;
    const audited = request as unknown as AuditedRequest;
    const { eventId, outcome, meta, error } = occurrence;
    const { resolvers } = options;
    const begun = beginEvent({
      id: uuidv7(),
      now: startedAt,
      plugin: 'auth',
      eventId,
      severity: accessEvents[eventId].severity,
      actor,
      client: clientOf(audited),
      request: {
        ...requestFactsOf(audited),
        ...(status !== undefined && { status }),
      },
      meta,
      instance: recorder.instance,
      resolvers,
    });
    return endEvent(begun, {
      now: now(),
      outcome,
      meta: undefined,
      error,
      resolvers,
    });
  }
}

function cookieNameOf(provider: string): string {
  return `${provider}-refresh-token`;
}

function clientMeta(client: OAuthClient | undefined): Record<string, string> {
  return client
    ? {
        clientId: client.id,
        ...(client.name && { clientName: client.name }),
      }
    : {};
}
