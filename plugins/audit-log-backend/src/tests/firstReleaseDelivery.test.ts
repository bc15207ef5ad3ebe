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

    const { backend, call } = await startPortal({
      knex: await databases.init(id),
    });
    const deliver = async ({ request, response }: FirstReleaseExchange) => {
      const path = request.path.replace('/api/audit-log/v1', '');
      const answer = await call('plugin', 'post', path)
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

    for (const exchange of exchanges.filter(
      ({ scene }) => scene === 'disabled',
    )) {
      await deliver(exchange);
    }
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
    const taken = exchanges
      .filter(({ response }) => response.status === 200)
      .flatMap(({ request }) => JSON.parse(request.body).events);
    expect(taken.length).toBeGreaterThan(20);
    for (const event of taken) {
      const { body } = await call('admin', 'get', `/events/${event.id}`);
      expect(body).toMatchObject(event);
    }
    await backend.stop();
  });
});
