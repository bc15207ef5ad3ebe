import { AuditorService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import express, { ErrorRequestHandler } from 'express';
import { RouteDefinition, routes } from 'backstage-plugin-audit-log-common';
import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eventually } from '../__testUtils__/eventually';
import { CallerLimits } from '../limits';
import { createOpenReads } from '../searches';
import { createRouter, RouterOptions } from './createRouter';
import { Handlers, StreamedAnswer } from '../rooms';

const MOST = { read: 2, liveTail: 2, download: 1 };

/** Something that is held until it is let go. */
function held() {
  let letGo: () => void = () => {};
  const until = new Promise<void>(resolve => {
    letGo = resolve;
  });
  return { until, letGo };
}

const servers: ReturnType<express.Express['listen']>[] = [];

/** The router with handlers that are held, and an auditor that counts. */
async function start(handlers: Partial<Handlers>) {
  const events: string[] = [];
  const auditor = {
    createEvent: async ({ eventId }: { eventId: string }) => {
      events.push(eventId);
      return { success: async () => {}, fail: async () => {} };
    },
  } as unknown as AuditorService;
  const httpAuth = mockServices.httpAuth.mock({
    credentials: (async (request: express.Request) =>
      mockCredentials.user(String(request.headers['x-user']))) as never,
  });
  const refusing: ErrorRequestHandler = (error, _request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(error.statusCode ?? 500).json({ message: error.message });
  };
  const app = express();
  app.use(
    createRouter({
      auth: mockServices.auth(),
      httpAuth,
      auditor,
      access: {
        decide: async () => ({ allowed: true, where: [] }),
        describe: jest.fn(),
      },
      gate: { pass: async () => 'passed' },
      readWhere: where => ({ narrow: () => where } as never),
      judges: {} as RouterOptions['judges'],
      limits: new CallerLimits(MOST),
      openReads: createOpenReads({
        clock: () => new Date(),
        recorder: { knowledge: undefined },
      }),
      handlers: handlers as Handlers,
    }),
  );
  app.use(refusing);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  servers.push(server);
  return {
    events,
    call: (path: string, user = 'user:default/ada', signal?: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}/v1${path}`, {
        headers: { 'x-user': user },
        signal,
      }),
  };
}

afterEach(() => {
  servers.splice(0).forEach(server => {
    server.closeAllConnections();
    server.close();
  });
});

const page = {
  items: [],
  nextCursor: null,
  completeTo: { sequence: '0', time: null },
};

describe('limits of each caller', () => {
  it('count every route that reads the log, and nothing else', () => {
    const definitions: [string, RouteDefinition][] = Object.entries(routes);
    const reading = definitions.filter(
      ([, { access, tellsOfEvents }]) =>
        access === 'event.read' ||
        (tellsOfEvents && tellsOfEvents !== 'if all'),
    );
    expect(reading.length).toBeGreaterThan(10);
    expect(
      reading.flatMap(([name, { limitedAs }]) => (limitedAs ? [] : [name])),
    ).toEqual([]);
  });

  it('refuse one read too many, in one sentence, without an event', async () => {
    const { until, letGo } = held();
    let atWork = 0;
    const listEvents = async () => {
      atWork += 1;
      await until;
      return page;
    };
    const { call, events } = await start({
      listEvents,
      getHistogram: listEvents as never,
    });
    const reads = [call('/events'), call('/events/histogram')];
    await eventually(() => expect(atWork).toBe(2));

    const refused = await call('/events');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({
      message: expect.stringMatching(/^You have 2 reads of the audit log/),
    });
    expect(events).toHaveLength(2);

    // Whom it concerns is the caller alone.
    const others = call('/events', 'user:default/eva');
    await eventually(() => expect(atWork).toBe(3));
    letGo();
    for (const read of [...reads, others]) {
      expect((await read).status).toBe(200);
    }
    expect((await call('/events')).status).toBe(200);
  });

  it('let go of what failed', async () => {
    const { call } = await start({
      listEvents: async () => {
        throw new Error('It broke');
      },
    });
    for (let count = 0; count < 2 * MOST.read; count++) {
      expect((await call('/events')).status).toBe(500);
    }
  });

  it.each([
    ['/events/stream', MOST.liveTail, 'before the first byte'],
    ['/events/stream', MOST.liveTail, 'in the middle'],
    ['/events/download?format=csv', MOST.download, 'before the first byte'],
    ['/events/download?format=csv', MOST.download, 'in the middle'],
    ['/events', MOST.read, 'before the first byte'],
  ])('let go of %s, of which there may be %i, left %s', async (...given) => {
    const [path, most, when] = given;
    let atWork = 0;
    let answersAtOnce = false;
    const untilLeft = (signal: AbortSignal) =>
      new Promise<void>(resolve => {
        signal.addEventListener('abort', () => resolve());
      });
    const read = async ({ signal }: { signal: AbortSignal }) => {
      atWork += 1;
      if (when === 'before the first byte' && !answersAtOnce) {
        await untilLeft(signal);
      }
      return new StreamedAnswer(async response => {
        async function* pieces() {
          yield 'first';
          if (!answersAtOnce) {
            await untilLeft(signal);
          }
        }
        await pipeline(Readable.from(pieces()), response);
      });
    };
    const { call } = await start({
      streamEvents: read,
      downloadEvents: read,
      listEvents: read,
    });
    const leaving = new AbortController();
    const calls = Array.from({ length: most }, () =>
      call(path, undefined, leaving.signal),
    );
    await eventually(() => expect(atWork).toBe(most));
    if (when === 'in the middle') {
      await Promise.all(calls);
    }
    expect((await call(path)).status).toBe(429);

    leaving.abort();
    await Promise.allSettled(calls);
    answersAtOnce = true;
    await eventually(async () => {
      expect((await call(path)).status).toBe(200);
    });
  });
});
