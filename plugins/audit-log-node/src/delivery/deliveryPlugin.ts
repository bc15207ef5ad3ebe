import {
  coreServices,
  createBackendFeatureLoader,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConfigValue } from '../config';
import { auditLogAuditorServiceFactory, isAuditLogAuditor } from '../auditor';
import {
  auditLogActorReadersServiceFactory,
  auditLogHttpCaptureServiceRef,
  auditLogRootHttpRouterServiceFactory,
} from '../httpCapture';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
  watchRecorder,
} from '../recorder';
import { auditLogNotificationsModule } from '../sentNotifications';
import { PortalFollower } from './PortalFollower';
import { HttpEventSink } from './HttpEventSink';

/** Delivers what the recorder of this backend takes. */
export const auditLogDeliveryPlugin = createBackendPlugin({
  pluginId: 'audit-log-delivery',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        httpCapture: auditLogHttpCaptureServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        recorder: auditLogRecorderServiceRef,
      },
      async init({ auditor, httpCapture, logger, recorder, ...services }) {
        const { auth, discovery, lifecycle } = services;
        if (!isAuditLogAuditor(auditor)) {
          logger.warn(
            "Another override of 'core.auditor' is active, so the operations of plugins are not recorded: remove it from the backend",
          );
        }
        if (httpCapture.problem) {
          logger.warn(httpCapture.problem);
        }
        const sink = HttpEventSink.create({ auth, discovery });
        const follower = new PortalFollower({
          recorder,
          ask: options => sink.ask(options),
          logger,
          // Nobody can ask for it here, as Admins do where the audit log is.
          onBegun: () => void recorder.redrive(),
        });
        sink.onKnowledge(knowledge => follower.heard(knowledge));
        recorder.attach(sink);
        // Another backend may be the portal, and not be there yet.
        follower.start();
        const stopWatching = watchRecorder(recorder, {
          onImpaired: problems =>
            logger.warn(`Recording is impaired: ${problems.join('; ')}`),
          onRecovered: () => logger.info('Recording has recovered'),
        });
        lifecycle.addShutdownHook(() => {
          stopWatching();
          follower.stop();
        });
      },
    });
  },
});

/**
 * What a backend needs whose audit log is in another backend: the auditor and
 * the recorder, which delivers over HTTP to the plugin `audit-log`, what records
 * sent notifications, and HTTP capture where `auditLog.httpCapture.enabled`
 * switches it on.
 *
 * @example
 * ```ts
 * import { auditLogDeliveryFeatureLoader } from 'backstage-plugin-audit-log-node';
 * backend.add(auditLogDeliveryFeatureLoader);
 * ```
 *
 * @public
 */
export const auditLogDeliveryFeatureLoader = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    yield auditLogRecorderServiceFactory;
    yield auditLogAuditorServiceFactory;
    yield auditLogActorReadersServiceFactory;
    if (ConfigValue.at(config, 'auditLog').at('httpCapture.enabled').flag()) {
      yield auditLogRootHttpRouterServiceFactory;
    }
    yield auditLogNotificationsModule;
    yield auditLogDeliveryPlugin;
  },
});
