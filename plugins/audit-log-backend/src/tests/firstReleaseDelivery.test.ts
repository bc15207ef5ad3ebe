import { EVENTS_TABLE } from '../store';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  FirstReleaseExchange,
  firstReleaseExchanges,
} from '../__testUtils__/firstRelease';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const exchanges = firstReleaseExchanges();

/** An answer without what depends on when and where it was given. */
function shapeOf(body: {
  appended?: number;
  duplicates?: number;
  completeTo?: object;
  error?: { name: string };
}) {
  const { appended, duplicates, completeTo, error } = body;
  return {
    appended,
    duplicates,
    completeTo: completeTo && Object.keys(completeTo).sort(),
    error: error?.name,
  };
}

describe.each(databases.eachSupportedId())('first release on %s', id => {
  it('delivers to the portal of today as it did to its own', async () => {
    const scenes: FirstReleaseExchange['scene'][] = [
      'disabled',
      'fresh',
      'repeated',
      'refused',
    ];
    expect([...new Set(exchanges.map(({ scene }) => scene))]).toEqual(scenes);

    const taken = exchanges.find(({ scene }) => scene === 'fresh')!;
    const knex = await databases.init(id);
    const { backend, call } = await startPortal({
      knex,
      // The fixture's events must not be too old on any day.
      auditLog: { retention: { days: 36_500 } },
    });
    const deliver = async ({ request, response }: FirstReleaseExchange) => {
      const path = request.path.replace('/api/audit-log/v1', '');
      const answer = await call('delivering backend', 'post', path)
        .set(request.headers)
        .send(request.body);
      expect({
        status: answer.status,
        type: answer.headers['content-type'],
        ...shapeOf(answer.body),
      }).toEqual({
        status: response.status,
        type: response.headers['content-type'],
        ...shapeOf(JSON.parse(response.body)),
      });
    };

    // Its own portal answered 409, and was sent the same events for ever: to a
    // backend of the first release they are taken now, and stored nowhere.
    for (const { request } of exchanges.filter(
      ({ scene }) => scene === 'disabled',
    )) {
      const answer = await call('delivering backend', 'post', '/events')
        .set(request.headers)
        .send(request.body);
      expect([answer.status, shapeOf(answer.body)]).toEqual([
        200,
        { ...shapeOf(JSON.parse(taken.response.body)), appended: 0 },
      ]);
      expect(Object.keys(answer.body)).toHaveLength(3);
    }
    expect(await knex(EVENTS_TABLE)).toEqual([]);
    await call('admin', 'post', '/settings/enable').expect(202);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/settings');
      expect(body.state).toBe('enabled');
    });
    for (const exchange of exchanges.filter(
      ({ scene }) => scene !== 'disabled',
    )) {
      await deliver(exchange);
    }

    // What was taken then is in the log now.
    const events = exchanges
      .filter(({ response }) => response.status === 200)
      .flatMap(({ request }) => JSON.parse(request.body).events);
    expect(events.length).toBeGreaterThan(20);
    for (const event of events) {
      const { body } = await call('admin', 'get', `/events/${event.id}`);
      // It took ids that callers named for its own.
      const { traceId, requestId, ...request } = event.request ?? {};
      expect(body).toMatchObject({
        ...event,
        request: event.request && {
          ...request,
          ...(traceId && { claimedTraceId: traceId }),
          ...(requestId && { claimedRequestId: requestId }),
        },
      });
    }
    await backend.stop();
  });
});
