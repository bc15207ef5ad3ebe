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
} from '../envelope';
import { AuditLogRecorder } from '../recorder';
import { noteAudited } from '../requestContext';
import { ResolverRegistry } from '../resolvers';
import { IssuedTokens } from './IssuedTokens';
import { Sessions } from './sessions';
import { AuthRoute, createAuthRoutes } from './authRoutes';
import { classify } from './classify';
import { cookieOf, setCookieOf } from './cookies';
import { Answer, observeAnswer } from './observeAnswer';
import { refine } from './refine';
import { AuthOccurrence, accessEvents } from './types';

/** What the middleware is made of. */
export interface SignInMiddlewareOptions {
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  httpAuth: Pick<HttpAuthService, 'credentials'>;
  issuedTokens: IssuedTokens;
  sessions: Sessions;
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
    noteAudited();
    const startedAt = now();
    const followed = issuedTokens.follow();
    observeAnswer(response, answer => {
      const noted = { route, startedAt, issuedTo: followed.user() };
      record(request, response, answer, noted).catch(error =>
        logger.error('Could not record a sign-in', toError(error)),
      );
    });
    followed.run(next);
  };

  async function record(
    request: Request,
    response: Response,
    answer: Answer,
    noted: {
      route: AuthRoute;
      startedAt: number;
      issuedTo: string | undefined;
    },
  ): Promise<void> {
    const { route } = noted;
    const provider = route.of === 'provider' ? route.provider : undefined;
    const cookieName = `${provider}-refresh-token`;
    const sessionCookie = provider && cookieOf(request.headers, cookieName);
    const location = response.getHeader('location');
    const found = classify(route, {
      now: now() / 1000,
      query: request.query,
      requestBody: request.body,
      sessionCookie,
      status: answer.status,
      location: typeof location === 'string' ? location : undefined,
      body: answer.body,
      issuedTo: noted.issuedTo,
    });
    if (!found) {
      return;
    }
    const occurrence = await refine(
      found,
      {
        now: now() / 1000,
        provider,
        sessionCookie,
        newSessionCookie:
          provider && setCookieOf(response.getHeader('set-cookie'), cookieName),
        ip: request.ip,
        userAgent: request.get('user-agent'),
      },
      sessions,
    );
    await recorder.record(
      eventOf({
        occurrence,
        request,
        status: answer.status,
        startedAt: noted.startedAt,
        actor: await actorFor(occurrence, request),
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
