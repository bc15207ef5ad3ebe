import {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Request, RequestHandler, Response, Router } from 'express';
import { v7 as uuidv7 } from 'uuid';
import {
  AuditedRequest,
  actorOfRequest,
  beginEvent,
  clientOf,
  endEvent,
  requestFactsOf,
} from '../envelope';
import { KnownClients } from '../clients';
import { AuditLogRecorder } from '../recorder';
import { noteAudited } from '../requestContext';
import { ResolverRegistry } from '../resolvers';
import { Answered, sendsOf } from './sendsOf';

const PLUGIN = 'notifications';

/** The routes at which the notifications plugin takes what is to be sent. */
const SEND_ROUTES = ['/', '/notifications'];

/** What the middleware is made of. */
export interface SendMiddlewareOptions {
  auth: AuthService;
  httpAuth: HttpAuthService;
  clients: Pick<KnownClients, 'holderOf' | 'sawAssistant'>;
  logger: LoggerService;
  recorder: AuditLogRecorder;
  resolvers: ResolverRegistry;
  /** Epoch milliseconds. */
  now?: () => number;
}

/**
 * Records what the notifications plugin answers to those who send. Goes before
 * its routes, and never changes an answer.
 */
export function createSendMiddleware(
  options: SendMiddlewareOptions,
): RequestHandler {
  const { recorder, resolvers, logger } = options;
  const now = options.now ?? Date.now;
  const router = Router();
  router.post(SEND_ROUTES, (request, response, next) => {
    if (recorder.recording === 'off') {
      next();
      return;
    }
    noteAudited();
    const startedAt = now();
    onAnswered(response, answered =>
      record(request, answered, startedAt).catch(error =>
        logger.error('Could not record a notification', toError(error)),
      ),
    );
    next();
  });
  return router;

  async function record(
    request: Request,
    answered: Answered,
    startedAt: number,
  ): Promise<void> {
    const audited = request as unknown as AuditedRequest;
    const actor = await actorOfRequest(request, {
      ...options,
      plugin: PLUGIN,
    });
    const { status } = answered;
    const facts = {
      plugin: PLUGIN,
      eventId: 'notification-send',
      severity: 'medium',
      actor,
      client: clientOf(audited),
      request: {
        ...requestFactsOf(audited),
        ...(status !== undefined && { status }),
      },
      instance: recorder.instance,
      resolvers,
    };
    const endedAt = now();
    await Promise.all(
      sendsOf(answered, request.body).map(({ outcome, meta, error }) => {
        const begun = beginEvent({
          ...facts,
          id: uuidv7(),
          now: startedAt,
          meta,
        });
        return recorder.record(
          endEvent(begun, {
            now: endedAt,
            outcome,
            meta: undefined,
            error,
            resolvers,
          }),
        );
      }),
    );
  }
}

/**
 * Calls `listener` once, when the answer is complete or the caller has left.
 * What the plugin answers is taken before it is written: notifications to many
 * make long answers.
 */
function onAnswered(
  response: Response,
  listener: (answered: Answered) => void,
): void {
  let body: unknown;
  const { json } = response;
  response.json = function observedJson(answer: unknown) {
    body = answer;
    return json.call(response, answer);
  };
  let isOver = false;
  const over = () => {
    if (!isOver) {
      isOver = true;
      listener({
        status: response.writableEnded ? response.statusCode : undefined,
        body,
      });
    }
  };
  response.once('finish', over);
  response.once('close', over);
}
