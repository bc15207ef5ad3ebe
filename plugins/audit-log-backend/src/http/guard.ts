import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { CallerLeftError } from 'backstage-plugin-audit-log-node';
import { Request, Response } from 'express';
import { AccessPolicy, callerRef } from '../access';
import { CallerLimits, readAs, TooManyAtOnceError } from '../limits';
import { VisibleEvents } from '../reading';
import { Handler, HandlerContext, StreamedAnswer } from '../rooms';
import { OpenReads } from '../searches';
import { EventPredicate } from '../store';
import { Caller } from '../settings';
import { Gate, Judges } from '../whileDisabled';
import { beginOwnEvent } from './ownEvent';
import { parseInput } from './parseInput';
import { readBody } from './readBody';
import { readVersion } from './readVersion';
import { whileAllowed } from './whileAllowed';

export interface GuardServices {
  auth: AuthService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: AccessPolicy;
  limits: CallerLimits;
  openReads: OpenReads;
  /** Decides what may be done while audit logging is disabled. */
  gate: Gate;
  judges: Judges;
  /** Reads the log for whoever sees what all of these let through. */
  readWhere: (where: EventPredicate[]) => VisibleEvents;
  /** What the thing is called that an event of this type is about. */
  nameOf?: (eventId: string, id: string) => Promise<string | undefined>;
}

/** One call of a route. */
interface Call {
  credentials: BackstageCredentials;
  request: Request;
  response: Response;
  /** Aborted when the caller goes away before everything is sent. */
  signal: AbortSignal;
  /** Ends what counts against the limits of the caller. */
  end: () => void;
}

/**
 * Wraps a handler with what its row of the route table demands: who is
 * calling, whether they have too much at once, the own event, whether they may,
 * also while audit logging is disabled, and what they sent. The only place where
 * this is done.
 *
 * @remarks
 * What is too much is refused before anything else, and leaves no event: it
 * reads nothing, and refusing it must cost less than it.
 */
export function guard<N extends RouteName>(
  name: N,
  handler: Handler<N>,
  services: GuardServices,
): (request: Request, response: Response) => Promise<void> {
  const route: RouteDefinition = routes[name];
  const { auth, httpAuth, auditor, access, gate, judges } = services;
  const { openReads, limits, nameOf, readWhere } = services;
  return async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const caller = callerRef(auth, credentials);
    const end = begin(route, limits, caller, response);
    const signal = leavingOf(response);
    try {
      // What goes on after a call that isn't a read belongs to nobody.
      const reading = route.limitedAs && { caller, signal };
      await readAs(reading, () =>
        answerAs({ credentials, request, response, signal, end }),
      );
    } finally {
      end();
    }
  };

  async function answerAs(call: Call): Promise<void> {
    const { credentials, request, response, signal, end } = call;
    const ownEvent = await beginOwnEvent({
      name,
      route,
      request,
      auditor,
      openReads,
      callerRef: callerRef(auth, credentials),
    });
    const facts: JsonObject = {};
    // What failed, or was refused, is about something as well.
    const named = async (): Promise<JsonObject> => {
      const { id } = request.params;
      const called =
        id && route.event && !facts.before && !facts.after
          ? await nameOf?.(route.event, id).catch(() => undefined)
          : undefined;
      return called === undefined ? {} : { before: { name: called } };
    };
    try {
      const decide = async () => {
        const where = await decideAccess(route, access, credentials);
        return where && readWhere(where);
      };
      const events = await decide();
      const passed = await gate.pass(route.whileDisabled, credentials);
      const input = await readInput(route, request, response);
      if (passed === 'to be judged') {
        await judgeOf(name, judges)(input);
      }
      const answer = await handler({
        ...input,
        caller: callerOf(auth, credentials),
        credentials,
        events,
        eventsNow: whileAllowed({
          first: events,
          isOpen: () => gate.pass(route.whileDisabled, credentials),
          decide,
        }),
        signal,
        note: (meta: JsonObject) => Object.assign(facts, meta),
        request,
      } as unknown as HandlerContext<N>);
      await send(route, response, answer, {
        end,
        succeed: () => ownEvent.success(facts, answer),
      });
    } catch (error) {
      await ownEvent.fail(error, { ...(await named()), ...facts });
      throw error;
    }
  }
}

/**
 * Takes one of those calls that a caller may have at once.
 *
 * @returns what ends it
 * @throws TooManyAtOnceError
 */
function begin(
  { limitedAs }: RouteDefinition,
  limits: CallerLimits,
  caller: string,
  response: Response,
): () => void {
  try {
    return limitedAs ? limits.take(limitedAs, caller) : () => {};
  } catch (error) {
    if (error instanceof TooManyAtOnceError) {
      response.set('retry-after', String(error.retryAfterSeconds));
    }
    throw error;
  }
}

/** Aborted when the caller goes away before everything is sent. */
function leavingOf(response: Response): AbortSignal {
  const leaving = new AbortController();
  if (response.destroyed) {
    leaving.abort(new CallerLeftError());
  }
  response.once('close', () => {
    if (!response.writableFinished) {
      leaving.abort(new CallerLeftError());
    }
  });
  return leaving.signal;
}

/**
 * What narrows the events that the caller of a route sees; undefined where it
 * tells them of none.
 *
 * @throws NotAllowedError where they may not use it.
 */
async function decideAccess(
  route: RouteDefinition,
  access: AccessPolicy,
  credentials: BackstageCredentials,
): Promise<EventPredicate[] | undefined> {
  const decision = await access.decide(route.access, credentials);
  if (!decision.allowed) {
    throw new NotAllowedError(decision.reason);
  }
  if (route.access === 'event.read') {
    return decision.where;
  }
  if (!route.tellsOfEvents) {
    return undefined;
  }
  // What may be managed tells nothing of events that may not be read.
  const reading = await access.decide('event.read', credentials);
  if (route.tellsOfEvents === 'if all') {
    return reading.allowed && reading.where.length === 0 ? [] : undefined;
  }
  if (!reading.allowed) {
    throw new NotAllowedError(reading.reason);
  }
  if (route.tellsOfEvents === 'all' && reading.where.length > 0) {
    throw new NotAllowedError(
      'You may read some events only, and this counts all of them: ask somebody who may read all',
    );
  }
  return reading.where;
}

/** The one of a route that is to be judged, for what the route takes. */
function judgeOf(
  name: RouteName,
  judges: Judges,
): (input: Record<'params' | 'body', unknown>) => Promise<void> {
  return (judges as Record<RouteName, ReturnType<typeof judgeOf>>)[name];
}

async function readInput(
  route: RouteDefinition,
  request: Request,
  response: Response,
): Promise<Record<'version' | 'params' | 'query' | 'body', unknown>> {
  return {
    version: route.ifMatch && readVersion(request),
    params:
      route.params &&
      parseInput('Path parameter', route.params, request.params),
    query:
      route.query && parseInput('Query parameter', route.query, request.query),
    body:
      route.body &&
      parseInput(
        'Body field',
        route.body,
        await readBody(request, response, route.maxBodyBytes),
      ),
  };
}

/**
 * A JSON answer leaves after the event about it is as durable as its severity
 * asks for; a stream says itself when it is told of. Of a caller who has left
 * nobody knows what they got.
 */
async function send(
  route: RouteDefinition,
  response: Response,
  answer: unknown,
  { end, succeed }: { end: () => void; succeed: () => Promise<void> },
): Promise<void> {
  if (answer instanceof StreamedAnswer && answer.isTold === 'after') {
    await answer.write(response);
    // Whoever has all of it may ask for the next one.
    end();
    await succeed();
    return;
  }
  if (response.destroyed) {
    throw new CallerLeftError();
  }
  await succeed();
  if (answer instanceof StreamedAnswer) {
    await answer.write(response);
    return;
  }
  response.status(route.status ?? 200).json(answer);
}

function callerOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): Caller {
  const ref = callerRef(auth, credentials);
  if (ref) {
    const isUser = auth.isPrincipal(credentials, 'user');
    return { type: isUser ? 'user' : 'service', ref };
  }
  throw new AuthenticationError('Sign in to use the audit log');
}
