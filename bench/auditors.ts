import {
  AuditorServiceCreateEventOptions,
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { Severity } from 'backstage-plugin-audit-log-common';
import { ResolverRegistry } from 'backstage-plugin-audit-log-node';
import { AuditLogAuditor } from '../plugins/audit-log-node/src/auditor/AuditLogAuditor';
import { KnownClients } from '../plugins/audit-log-node/src/clients';
import { JournalKeeper } from '../plugins/audit-log-node/src/journal';
import { DefaultAuditLogRecorder } from '../plugins/audit-log-node/src/recorder/DefaultAuditLogRecorder';
import { readRecordingConfig } from '../plugins/audit-log-node/src/recorder/readRecordingConfig';
import { RuleBook } from '../plugins/audit-log-node/src/rules';

// Stand-ins that answer at once, as the real ones do for a request whose
// token was verified before the handler.
const credentials = Promise.resolve({
  principal: { type: 'user', userEntityRef: 'user:default/ada' },
});
export const auth = {
  getOwnServiceCredentials: async () => ({
    principal: { type: 'service', subject: 'plugin:catalog' },
  }),
  isPrincipal: ({ principal }: { principal: { type: string } }, type: string) =>
    principal.type === type,
} as unknown as AuthService;
export const httpAuth = {
  credentials: async () => credentials,
} as unknown as HttpAuthService;
export const plugin = { getId: () => 'catalog' };

/** What a plugin audits of a request. */
export function operation(
  severityLevel: Severity,
): AuditorServiceCreateEventOptions {
  return {
    eventId: 'entity-mutate',
    severityLevel,
    request: {
      method: 'POST',
      originalUrl: '/api/catalog/refresh?trace=1',
      ip: '10.0.0.1',
      hostname: 'portal.example.com',
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140' },
      get: () => 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140',
    } as never,
    meta: {
      queryType: 'refresh',
      entityRef: 'component:default/payment-service',
    },
  };
}

/** The auditor and recorder of the audit log, with a journal. */
export function ourAuditor(folder: string) {
  const config = readRecordingConfig(
    new ConfigReader({
      auditLog: { recording: { journal: { enabled: true, folder } } },
    }),
  );
  const keeper = new JournalKeeper({
    folder,
    maxBytes: 256 * 1024 * 1024,
    now: Date.now,
  });
  const rules = RuleBook.fromConfig(new ConfigReader({}));
  const recorder = DefaultAuditLogRecorder.create({
    ...config,
    journal: keeper.journal,
    rules,
    now: Date.now,
    random: Math.random,
  });
  keeper.start(outcomes => recorder.takeUnknown(outcomes));
  keeper.belongTo(undefined);
  const auditor = AuditLogAuditor.create({
    plugin: 'catalog',
    instance: 'bench',
    auth,
    httpAuth,
    clients: new KnownClients({ logger: console }),
    logger: console as unknown as LoggerService,
    recorder,
    rules,
    resolvers: ResolverRegistry.create(),
    logLines: undefined,
  });
  const stop = () => {
    recorder.close();
    keeper.stop();
  };
  return { auditor, recorder, stop };
}
