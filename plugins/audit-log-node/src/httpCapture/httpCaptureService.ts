import {
  RootConfigService,
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { compileHttpPolicy } from 'backstage-plugin-audit-log-common';
import { RequestHandler } from 'express';
import { actorOfRequest } from '../envelope';
import { auditLogMetaCleanersServiceRef } from '../metaCleaners';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { HttpCapture } from './HttpCapture';
import { readHttpPolicy } from './readHttpPolicy';

/**
 * The captures of the backends of this process, by their configuration: a
 * service can't be handed to the root HTTP router, only looked up by it.
 */
const captures = new WeakMap<RootConfigService, HttpCapture>();

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
          const capture = HttpCapture.create({
            cleaners,
            recorder,
            resolvers,
            logger,
            decideLevel: compileHttpPolicy(readHttpPolicy(config)),
          });
          captures.set(config, capture);
          return capture;
        },
      }),
  });

const actorReadersServiceRef: ServiceRef<{}, 'plugin', 'singleton'> =
  createServiceRef<{}>({ id: 'audit-log.actor-readers', scope: 'plugin' });

/**
 * Lets HTTP capture tell who called a plugin. Made for every plugin when it
 * starts, since only its own services can tell.
 *
 * @public
 */
export const auditLogActorReadersServiceFactory = createServiceFactory({
  service: actorReadersServiceRef,
  initialization: 'always',
  deps: {
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    plugin: coreServices.pluginMetadata,
    capture: httpCaptureServiceRef,
  },
  factory({ auth, httpAuth, plugin, capture }) {
    capture.readActorsWith(plugin.getId(), request =>
      actorOfRequest(request, { auth, httpAuth }),
    );
    return {};
  },
});

/**
 * Middleware for the root HTTP router of a backend, to be used before
 * everything else. Needs the rest of the audit log in the same backend.
 *
 * @example
 * ```ts
 * rootHttpRouterServiceFactory({
 *   configure({ app, config, applyDefaults }) {
 *     app.use(createHttpCaptureMiddleware({ config }));
 *     applyDefaults();
 *   },
 * });
 * ```
 *
 * @public
 */
export function createHttpCaptureMiddleware(options: {
  config: RootConfigService;
}): RequestHandler {
  return (request, response, next) => {
    const capture = captures.get(options.config);
    if (capture) {
      capture.handle(request, response, next);
    } else {
      next();
    }
  };
}

/**
 * The root HTTP router of Backstage with HTTP capture in front of it.
 *
 * @public
 */
export const auditLogRootHttpRouterServiceFactory =
  rootHttpRouterServiceFactory({
    configure({ app, config, applyDefaults }) {
      app.use(createHttpCaptureMiddleware({ config }));
      applyDefaults();
    },
  });
