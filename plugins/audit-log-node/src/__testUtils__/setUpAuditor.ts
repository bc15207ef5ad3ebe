import {
  AuditorServiceCreateEventOptions,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  ServiceFactoryTester,
  mockServices,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { auditLogAuditorServiceFactory } from '../auditor';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from '../recorder';
import { MemoryEventSink } from '../tests/MemoryEventSink';

type Request = NonNullable<AuditorServiceCreateEventOptions['request']>;

/** A request as the auditor is given it. */
export function requestOf(fields: object = {}): Request {
  return {
    method: 'POST',
    originalUrl: '/api/catalog/locations?dryRun=true&token=abc',
    ip: '10.1.2.3',
    hostname: 'portal.example.com',
    headers: { 'user-agent': 'firefox' },
    get: () => 'firefox',
    ...fields,
  } as unknown as Request;
}

/** The auditor of the catalog with a recorder, and the lines that it writes. */
export async function setUp(
  options: {
    config?: JsonObject;
    dependencies?: ReturnType<typeof createServiceFactory>[];
  } = {},
) {
  const lines: unknown[][] = [];
  const logger = mockServices.logger.mock({
    child: fields => {
      lines.push(['child', fields]);
      return logger;
    },
    debug: (...args) => lines.push(['debug', ...args]) as never,
    info: (...args) => lines.push(['info', ...args]) as never,
    warn: (...args) => lines.push(['warn', ...args]) as never,
    error: (...args) => lines.push(['error', ...args]) as never,
  });
  const dependencies = [
    mockServices.rootConfig.factory({
      // The default rules would drop what plugins read.
      data: options.config ?? { auditLog: { defaultRules: false } },
    }),
    createServiceFactory({
      service: coreServices.logger,
      deps: {},
      factory: () => logger,
    }),
    ...(options.dependencies ?? []),
  ];
  const tester = ServiceFactoryTester.from(auditLogAuditorServiceFactory, {
    dependencies: [auditLogRecorderServiceFactory, ...dependencies],
  });
  const auditor = await tester.getSubject('catalog');
  const recorder = await tester.getService(auditLogRecorderServiceRef);
  const sink = new MemoryEventSink();
  const record = (state: 'on' | 'off' = 'on') => {
    recorder.attach(sink);
    recorder.learn({ recording: state });
  };
  return { auditor, recorder, sink, record, lines, tester, dependencies };
}

/** What the catalog audits of a request. */
export const created: AuditorServiceCreateEventOptions = {
  eventId: 'location-mutate',
  severityLevel: 'medium',
  request: requestOf(),
  meta: {
    actionType: 'create',
    location: { type: 'url', target: 'https://x' },
  },
};
