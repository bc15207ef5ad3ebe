import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  EventTypesResponse,
  RecordedEvent,
  Status,
} from 'backstage-plugin-audit-log-common';
import { createHttpCaptureMiddleware } from 'backstage-plugin-audit-log-node';
import { carelessPlugin } from '../__testUtils__/canaries';
import { eventually } from '../__testUtils__/startPortal';
import {
  RealBackend,
  startRealBackend,
} from '../__testUtils__/startRealBackend';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const ownRouter = rootHttpRouterServiceFactory({
  configure({ applyDefaults }) {
    applyDefaults();
  },
});
const capturingRouter = rootHttpRouterServiceFactory({
  configure({ app, server, config, lifecycle, applyDefaults }) {
    app.use(createHttpCaptureMiddleware({ app, server, config, lifecycle }));
    applyDefaults();
  },
});

describe('HTTP capture of a portal', () => {
  let backend: RealBackend;
  let warnings: string[];

  async function start(options: {
    before?: BackendFeature[];
    after?: BackendFeature[];
    enabled?: boolean;
  }) {
    warnings = [];
    const logger = mockServices.rootLogger.mock({
      warn: message => warnings.push(message),
    });
    logger.child.mockReturnValue(logger);
    backend = await startRealBackend({
      knex: await databases.init('SQLITE_3'),
      config: {},
      auditLog: { httpCapture: { enabled: options.enabled ?? true } },
      rootLogger: createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      before: options.before,
      features: [carelessPlugin, ...(options.after ?? [])],
    });
  }
  afterEach(() => backend.stop());

  async function read<T>(path: string): Promise<T> {
    const answer = await backend.call('GET', `/audit-log/v1${path}`);
    expect(answer.status).toBe(200);
    return answer.json();
  }

  /** What the portal says of it: coverage, status and log. */
  async function told() {
    const { capturesHttp } = await read<EventTypesResponse>('/event-types');
    const { health, problems } = await read<Status>('/status');
    const about = (texts: string[]) =>
      texts.filter(text => /HTTP requests/.test(text));
    return {
      capturesHttp,
      health,
      problems: about(problems),
      warnings: about(warnings),
    };
  }

  const requests = async (query = 'event:http-request plugin:careless') =>
    (
      await read<{ items: RecordedEvent[] }>(
        `/events?q=${encodeURIComponent(query)}`,
      )
    ).items;

  async function denied(headers: Record<string, string> = {}) {
    const answer = await fetch(`${backend.url}/api/Careless/anything`, {
      headers: { authorization: 'Bearer forged', ...headers },
    });
    expect(answer.status).toBe(401);
  }

  const captured = {
    capturesHttp: true,
    health: 'ok',
    problems: [],
    warnings: [],
  };

  it('is told as it is where it is switched on', async () => {
    await start({});
    expect(await told()).toEqual(captured);
    await denied();
    await eventually(async () => expect(await requests()).toHaveLength(1));
  });

  it('lets nobody put a request beside that of another one', async () => {
    await start({});
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    await denied({ traceparent: `00-${trace}-00f067aa0ba902b7-01` });
    await eventually(async () => expect(await requests()).toHaveLength(1));
    const [theirs] = await requests();
    const { requestId } = theirs.request!;
    await denied({
      'x-request-id': requestId!,
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    });
    await eventually(async () => expect(await requests()).toHaveLength(2));
    const ids = async (query: string) =>
      (await requests(query)).map(({ id }) => id);
    expect(await ids(`request:${requestId}`)).toEqual([theirs.id]);
    expect(await ids(`trace:${trace}`)).toEqual([]);
    expect(await ids(`claimedTrace:${trace}`)).toHaveLength(2);
    const [mine] = await requests(`claimedRequest:${requestId}`);
    expect(mine.id).not.toBe(theirs.id);
  });

  it.each(['before', 'after'] as const)(
    'is told to be missing where a router of the portal comes %s',
    async order => {
      await start({ [order]: [ownRouter] });
      await denied();
      const problem = expect.stringContaining('another root HTTP router');
      expect(await told()).toEqual({
        capturesHttp: false,
        health: 'impaired',
        problems: [problem],
        warnings: [problem],
      });
      expect(await requests()).toEqual([]);
    },
  );

  it.each([
    ['before', true],
    ['after', true],
    ['after', false],
  ] as const)(
    'is told as it is where the router that comes %s has the middleware, enabled: %s',
    async (order, enabled) => {
      await start({ [order]: [capturingRouter], enabled });
      expect(await told()).toEqual(captured);
      await denied();
      await eventually(async () => expect(await requests()).toHaveLength(1));
    },
  );

  it('is told to be off where nobody asked for it', async () => {
    await start({ enabled: false, after: [ownRouter] });
    expect(await told()).toEqual({ ...captured, capturesHttp: false });
  });
});
