import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { RouteName, routes } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { Router } from 'express';
import { DAY_MS } from '../config';
import { ReadableEvents, VisibleEvents } from '../reading';
import { Handlers } from '../rooms';
import { createOpenReads } from '../searches';
import { AbsentSettingsStore, SettingsService } from '../settings';
import { callerHandlers } from '../status';
import { DisabledGate, Judges } from '../whileDisabled';
import { createRouter } from './createRouter';
import { GuardServices } from './guard';

/**
 * What a portal answers whose log can't be opened, or whose database can't hold
 * it: who asks, that audit logging is unavailable and why, and nothing else.
 */
export function createUnavailableRouter(
  options: Omit<
    GuardServices,
    'openReads' | 'gate' | 'judges' | 'readWhere'
  > & {
    reason: string;
    /** Whether it may work later; then callers are told to try again. */
    isForNow: boolean;
    auditorActive: boolean;
    trustsProxy: boolean;
    recorder: AuditLogRecorder;
    clock: () => Date;
  },
): Router {
  const { reason, isForNow, recorder, clock, access } = options;
  const store = new AbsentSettingsStore();
  const settings = new SettingsService({
    store,
    clock,
    available: false,
    unavailableReason: reason,
    configured: {},
    dayMs: DAY_MS,
  });
  const refuse = async () => {
    throw isForNow
      ? new ServiceUnavailableError(reason)
      : new ConflictError(reason);
  };
  // Whoever reads by it is refused as well.
  const nothing: unknown = new Proxy({}, { get: () => refuse });
  const names = Object.keys(routes) as RouteName[];
  const refusing: unknown = Object.fromEntries(
    names.map(name => [name, refuse]),
  );
  return createRouter({
    ...options,
    openReads: createOpenReads({ clock, recorder }),
    readWhere: where =>
      new VisibleEvents({ events: nothing as ReadableEvents, where }),
    // Nothing is judged where nothing has ever been enabled.
    gate: new DisabledGate({ settings: store, access }),
    judges: refusing as Judges,
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
        problems: [reason, ...recorder.status().problems],
        auditorActive: options.auditorActive,
        trustsProxy: options.trustsProxy,
        completeTo: { sequence: '0', time: null },
        replicas: [],
        quarantined: recorder.status().quarantined,
        recorder: { ...recorder.status() },
      }),
    },
  });
}
