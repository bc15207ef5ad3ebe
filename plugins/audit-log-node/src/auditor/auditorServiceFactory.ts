import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { auditLogClientsServiceRef } from '../clients';
import { ConfigValue } from '../config';
import { auditLogMetaCleanersServiceRef } from '../metaCleaners';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { auditLogRulesServiceRef } from '../rules';
import { AuditLogAuditor } from './AuditLogAuditor';
import { LogLines } from './LogLines';
import { readSeverityLevels } from './severityLevels';

/**
 * Takes the place of `coreServices.auditor` in every plugin: same calls, same
 * log lines, and every operation goes to the recorder.
 *
 * @public
 */
export const auditLogAuditorServiceFactory = createServiceFactory({
  service: coreServices.auditor,
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    lifecycle: coreServices.lifecycle,
    clients: auditLogClientsServiceRef,
    cleaners: auditLogMetaCleanersServiceRef,
    recorder: auditLogRecorderServiceRef,
    resolvers: auditLogResolversServiceRef,
    rules: auditLogRulesServiceRef,
  },
  factory({
    config,
    logger,
    plugin,
    auth,
    httpAuth,
    lifecycle,
    clients,
    cleaners,
    recorder,
    resolvers,
    rules,
  }) {
    // While plugins shut down the database is still there.
    lifecycle.addShutdownHook(() => recorder.drain());
    const levels = readSeverityLevels(config);
    const wantsLines =
      ConfigValue.at(config, 'auditLog').at('logLines').flag() ?? true;
    return AuditLogAuditor.create({
      plugin: plugin.getId(),
      instance: recorder.instance,
      auth,
      httpAuth,
      clients,
      logger,
      cleaners,
      recorder,
      resolvers,
      rules,
      logLines: wantsLines
        ? LogLines.create({ logger, plugin: plugin.getId(), levels })
        : undefined,
    });
  },
});
