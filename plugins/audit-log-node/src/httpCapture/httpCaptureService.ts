import {
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Actor, compileHttpPolicy } from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { auditLogClientsServiceRef } from '../clients';
import { ConfigValue } from '../config';
import { ActorServices, actorOfRequest, actorWithClient } from '../envelope';
import { auditLogMetaCleanersServiceRef } from '../metaCleaners';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { CapturePresence, HttpCaptureState } from './CapturePresence';
import { HttpCapture } from './HttpCapture';
import { installationOf } from './httpCaptureMiddleware';
import { readHttpPolicy } from './readHttpPolicy';

/** As many as Backstage tries. */
const MAX_PROTOCOLS = 5;

const httpCaptureServiceRef: ServiceRef<HttpCapture, 'root', 'singleton'> =
  createServiceRef<HttpCapture>({
    id: 'audit-log.http-capture',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.rootLogger,
          cleaners: auditLogMetaCleanersServiceRef,
          recorder: auditLogRecorderServiceRef,
          resolvers: auditLogResolversServiceRef,
        },
        factory({ config, logger, cleaners, recorder, resolvers }) {
          const installation = installationOf(config);
          installation.capture = HttpCapture.create({
            cleaners,
            recorder,
            resolvers,
            logger,
            decideLevel: compileHttpPolicy(readHttpPolicy(config)),
            presence: new CapturePresence({
              isWanted:
                ConfigValue.at(config, 'auditLog')
                  .at('httpCapture.enabled')
                  .flag() ?? false,
              place: () => installation.place,
              onMissed: problem => logger.warn(problem),
            }),
          });
          return installation.capture;
        },
      }),
  });

/**
 * Whether HTTP requests are captured in this backend, as it is.
 *
 * @public
 */
export interface HttpCapturePresence {
  readonly state: HttpCaptureState;
  /** What is wrong, in one sentence; undefined where nothing is. */
  readonly problem: string | undefined;
}

/**
 * Tells whether HTTP requests are captured, from what happens rather than from
 * the configuration. To be asked from when plugins are initialised.
 *
 * @public
 */
export const auditLogHttpCaptureServiceRef: ServiceRef<
  HttpCapturePresence,
  'root',
  'singleton'
> = createServiceRef<HttpCapturePresence>({
  id: 'audit-log.http-capture-presence',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { capture: httpCaptureServiceRef },
      factory: ({ capture }) => capture.presence,
    }),
});

const actorReadersServiceRef: ServiceRef<{}, 'plugin', 'singleton'> =
  createServiceRef<{}>({ id: 'audit-log.actor-readers', scope: 'plugin' });

/**
 * Lets HTTP capture tell who called a plugin, and whether it saw the call.
 * Made for every plugin when it starts, since only its own services can tell.
 *
 * @public
 */
export const auditLogActorReadersServiceFactory = createServiceFactory({
  service: actorReadersServiceRef,
  initialization: 'always',
  deps: {
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    plugin: coreServices.pluginMetadata,
    clients: auditLogClientsServiceRef,
    capture: httpCaptureServiceRef,
  },
  factory({ auth, httpAuth, httpRouter, plugin, clients, capture }) {
    const pluginId = plugin.getId();
    const services = { auth, httpAuth, clients, plugin: pluginId };
    capture.readActorsWith(pluginId, async request => {
      const actor = await actorOfRequest(request, services);
      return actor.type === 'anonymous'
        ? actorOfProtocols(request, services, actor)
        : actor;
    });
    if (capture.presence.state !== 'off') {
      httpRouter.use((request, _response, next) => {
        capture.presence.reached(request, pluginId);
        next();
      });
    }
    return {};
  },
});

/** Browsers send the token of a web socket among its protocols. */
async function actorOfProtocols(
  request: Request,
  services: ActorServices,
  otherwise: Actor,
): Promise<Actor> {
  const { upgrade, 'sec-websocket-protocol': sent } = request.headers;
  const protocols = (upgrade && sent?.split(',')) || [];
  for (const protocol of protocols.slice(0, MAX_PROTOCOLS)) {
    try {
      const actor = await actorWithClient(
        await services.auth.authenticate(protocol.trim()),
        services,
      );
      if (actor.type !== 'anonymous') {
        return actor;
      }
    } catch {
      // The name of a protocol, or a token that doesn't count.
    }
  }
  return otherwise;
}
