import { ConflictError } from '@backstage/errors';
import { RouteName, routes } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { Router } from 'express';
import { AbsentSettingsStore, SettingsService } from '../settings';
import { createRouter } from './createRouter';
import { GuardServices } from './guard';
import { callerHandlers } from './handlers/callerHandlers';
import { Handlers } from './types';

/**
 * What a portal answers whose database can't hold the log: who asks, that
 * audit logging is unavailable and why, and nothing else.
 */
export function createUnavailableRouter(
  options: Omit<GuardServices, 'searches'> & {
    reason: string;
    trustsProxy: boolean;
    recorder: AuditLogRecorder;
    clock: () => Date;
  },
): Router {
  const { reason, recorder, clock, access } = options;
  const settings = new SettingsService({
    store: new AbsentSettingsStore(),
    clock,
    available: false,
    unavailableReason: reason,
    configured: {},
  });
  const refuse = async () => {
    throw new ConflictError(reason);
  };
  const names = Object.keys(routes) as RouteName[];
  const refusing: unknown = Object.fromEntries(
    names.map(name => [name, refuse]),
  );
  return createRouter({
    ...options,
    handlers: {
      ...(refusing as Handlers),
      ...callerHandlers({
        access,
        logging: async () => ({
          state: 'disabled',
          changedAt: null,
          changedBy: null,
          reason,
          keptUntil: null,
          isImpaired: true,
        }),
      }),
      getSettings: () => settings.read(),
      getStatus: async () => ({
        state: 'disabled',
        health: 'impaired',
        problems: [reason],
        auditorActive: true,
        trustsProxy: options.trustsProxy,
        completeTo: { sequence: '0', time: null },
        replicas: [],
        quarantined: recorder.status().quarantined,
        recorder: { ...recorder.status() },
      }),
    },
  });
}
