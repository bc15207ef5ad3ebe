import {
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { hostname } from 'node:os';
import { auditLogRulesServiceRef } from '../rules';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { defaultBatchOptions, defaultMemoryLimits } from './options';
import { AuditLogRecorder } from './types';

/**
 * The recorder of this process. Root scoped: it serves every plugin.
 *
 * @public
 */
export const auditLogRecorderServiceRef: ServiceRef<
  AuditLogRecorder,
  'root',
  'singleton'
> = createServiceRef<AuditLogRecorder>({
  id: 'audit-log.recorder',
  scope: 'root',
  defaultFactory: async service => createRecorderFactory(service),
});

/**
 * Makes the recorder from `auditLog.recording` in the configuration.
 *
 * @public
 */
export const auditLogRecorderServiceFactory = createRecorderFactory(
  auditLogRecorderServiceRef,
);

function createRecorderFactory(
  service: ServiceRef<AuditLogRecorder, 'root', 'singleton'>,
) {
  return createServiceFactory({
    service,
    deps: {
      config: coreServices.rootConfig,
      rules: auditLogRulesServiceRef,
    },
    factory: ({ config, rules }): AuditLogRecorder =>
      DefaultAuditLogRecorder.create({
        instance: instanceName(config),
        memory: defaultMemoryLimits,
        batch: defaultBatchOptions,
        rules,
        durabilityOf: event =>
          event.severity === 'low' ? 'journal' : 'commit',
        strictTimeoutMs: 5_000,
        patienceMs: 10_000,
        now: Date.now,
        random: Math.random,
      }),
  });
}

function instanceName(config: Config): string {
  const name =
    config.getOptionalString('auditLog.instance') ??
    `${hostname()}-${process.pid}`;
  return name.slice(0, 256);
}
