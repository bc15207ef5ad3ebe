import {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuditLogRecorder,
  HttpCapturePresence,
  isAuditLogAuditor,
  MetaCleaners,
} from 'backstage-plugin-audit-log-node';
import { CatalogOwnership, createAccess, GrantSource } from './access';
import { QueriedLog, registerQueryAction } from './assistants';
import { registerCatalogNames } from './catalogNames';
import { configurationProblems, readConfig } from './config';
import { createUnavailableRouter } from './http';
import { CallerLimits } from './limits';
import { Door, Problems } from './opening';
import { INACTIVE_AUDITOR_PROBLEM } from './status';
import { EventStore } from './store';
import { registerTemplateCleaner } from './templates';
import { Ticks } from './ticks';

/** What access and assistants ask the log, once it is open. */
export interface AskedLog extends QueriedLog {
  store: Pick<EventStore, 'get'>;
  grants: GrantSource;
}

/**
 * Makes what the plugin needs before its log is open: what others can register
 * with during the start alone, and what answers until then.
 */
export function prepareLog(services: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  httpCapture: HttpCapturePresence;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  metaCleaners: MetaCleaners;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  recorder: AuditLogRecorder;
  rootConfig: RootConfigService;
  userInfo: UserInfoService;
}) {
  const { auditor, lifecycle, logger, rootConfig } = services;
  const config = readConfig(rootConfig);
  const clock = () => new Date();
  const limits = new CallerLimits(config.perCaller);
  const problems = new Problems();
  const ticks = new Ticks({ logger, health: problems });
  const auditorActive = isAuditLogAuditor(auditor);
  [
    ...configurationProblems(rootConfig).warn,
    ...(auditorActive ? [] : [INACTIVE_AUDITOR_PROBLEM]),
    ...(services.httpCapture.problem ? [services.httpCapture.problem] : []),
  ].forEach(warning => logger.warn(warning));

  const lookup = new CatalogOwnership(services);
  registerTemplateCleaner(services);
  registerCatalogNames(services);
  const door = new Door();
  services.httpRouter.use(door.handler);
  lifecycle.addShutdownHook(() => ticks.stop());
  const started = new Promise<void>(resolve =>
    lifecycle.addStartupHook(resolve),
  );
  let log: AskedLog | undefined;
  const access = createAccess({
    ...services,
    config,
    lookup,
    getEvent: async id => log?.store.get(id, []),
    grants: {
      filterFor: async credentials => log?.grants.filterFor(credentials),
      limitsFor: async credentials => log?.grants.limitsFor(credentials) ?? [],
    },
  });
  registerQueryAction({
    ...services,
    access,
    limits,
    opened: () => log,
  });
  return {
    ...services,
    access,
    auditorActive,
    clock,
    config,
    door,
    limits,
    lookup,
    problems,
    started,
    stopping: ticks.signal,
    ticks,
    /** Lets access and assistants ask the log from now on. */
    opened: (open: AskedLog) => {
      log = open;
    },
    /** Answers why the log isn't there. */
    leadNowhere: (reason: string, isForNow: boolean) =>
      door.lead(
        createUnavailableRouter({
          ...services,
          access,
          auditorActive,
          clock,
          limits,
          reason,
          isForNow,
          trustsProxy: config.trustsProxy,
        }),
      ),
  };
}
