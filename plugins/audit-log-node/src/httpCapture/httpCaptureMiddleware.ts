import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  LifecycleService,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { Express, Request, RequestHandler } from 'express';
import { IncomingMessage, Server } from 'node:http';
import { CapturePlace } from './CapturePresence';
import { HttpCapture } from './HttpCapture';
import { watchUpgrades } from './upgrades';

/** What is known of the capture of a backend. */
interface Installation {
  capture?: HttpCapture;
  place?: CapturePlace;
}

/**
 * Those of the backends of this process, by their configuration: a service
 * can't be handed to the root HTTP router, only looked up by it.
 */
const installations = new WeakMap<RootConfigService, Installation>();

export function installationOf(config: RootConfigService): Installation {
  const known = installations.get(config);
  const installation = known ?? {};
  if (!known) {
    installations.set(config, installation);
  }
  return installation;
}

/** @public */
export interface HttpCaptureMiddlewareOptions {
  /** As the root HTTP router is given it. */
  config: RootConfigService;
  /**
   * With both of these, as `configure` is given them, requests to upgrade to
   * web sockets are captured, too: routers don't see them.
   */
  app?: Express;
  server?: Server;
  /**
   * As `configure` is given it, together with both. When the backend shuts
   * down, connections that were asked to upgrade are closed: the server waits
   * for them, and they end by themselves when their callers like.
   */
  lifecycle?: LifecycleService & Partial<RootLifecycleService>;
}

/**
 * Middleware for the root HTTP router of a backend, to be used before
 * everything else. Needs the rest of the audit log in the same backend.
 *
 * @example
 * ```ts
 * rootHttpRouterServiceFactory({
 *   configure({ app, server, config, lifecycle, applyDefaults }) {
 *     app.use(createHttpCaptureMiddleware({ app, server, config, lifecycle }));
 *     applyDefaults();
 *   },
 * });
 * ```
 *
 * @public
 */
export function createHttpCaptureMiddleware(
  options: HttpCaptureMiddlewareOptions,
): RequestHandler {
  return install(options, 'somewhere');
}

function install(
  options: HttpCaptureMiddlewareOptions,
  place: CapturePlace,
): RequestHandler {
  const { app, server, lifecycle } = options;
  const installation = installationOf(options.config);
  installation.place = place;
  if (app && server) {
    watchUpgrades(server, (request, socket, next) => {
      if (installation.capture) {
        installation.capture.handleUpgrade(
          asExpress(request, app),
          socket,
          next,
        );
      } else {
        next();
      }
    });
  }
  // While the recorder still takes events, and the log is still appended to.
  lifecycle?.addBeforeShutdownHook?.(async () =>
    installation.capture?.settle(),
  );
  lifecycle?.addShutdownHook(() => installation.capture?.closeUpgrades());
  return (request, response, next) => {
    if (installation.capture) {
      installation.capture.handle(request, response, next);
    } else {
      next();
    }
  };
}

/** What express does with every request, for it to tell address and path. */
function asExpress(request: IncomingMessage, app: Express): Request {
  return Object.setPrototypeOf(request, app.request);
}

/**
 * The portal's own root HTTP router, which Backstage makes, with HTTP capture
 * in front of it.
 *
 * @public
 */
export const auditLogRootHttpRouterServiceFactory =
  rootHttpRouterServiceFactory({
    configure({ app, server, config, lifecycle, applyDefaults }) {
      app.use(install({ app, server, config, lifecycle }, 'front'));
      applyDefaults();
    },
  });
