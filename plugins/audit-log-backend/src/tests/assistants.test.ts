import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually } from '../__testUtils__/startPortal';
import {
  RealBackend,
  startRealBackend,
} from '../__testUtils__/startRealBackend';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const guest = 'user:development/guest';

describe.each(databases.eachSupportedId())('an AI assistant, on %s', id => {
  let backend: RealBackend;

  beforeAll(async () => {
    backend = await startRealBackend({
      knex: await databases.init(id),
      config: { backend: { actions: { pluginSources: ['catalog'] } } },
      auditLog: {},
      features: [catalogPlugin, mcpActionsPlugin],
    });
  });
  afterAll(() => backend?.stop());

  it('acts for the person whose token it has, and the log says so', async () => {
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${backend.url}/api/mcp-actions/v1`),
        {
          requestInit: {
            headers: { authorization: `Bearer ${backend.token}` },
          },
        },
      ),
    );
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name.endsWith('get-catalog-entity'));
    const run = (args: object) =>
      client.callTool({ name: tool!.name, arguments: { ...args } });
    expect(await run({ kind: 'component', name: 'svc-77' })).toMatchObject({
      isError: true,
    });
    await client.close();

    const events = await eventually(async () => {
      const page = await backend.call(
        'GET',
        '/audit-log/v1/events?limit=1000&q=-category:AUDIT_LOG%20-category:ACCESS',
      );
      const { items } = (await page.json()) as { items: RecordedEvent[] };
      expect(items.map(({ eventId }) => eventId)).toEqual(
        expect.arrayContaining(['tool-execution', 'entity-fetch']),
      );
      return items;
    });
    const [execution] = events.filter(
      ({ eventId }) => eventId === 'tool-execution',
    );
    expect(execution).toMatchObject({
      category: 'AI',
      action: 'execute',
      outcome: 'failed',
      actor: { type: 'user', ref: guest, via: 'plugin:mcp-actions' },
      target: { type: 'tool', ref: 'catalog.get-catalog-entity' },
    });
    const [discovery] = events.filter(
      ({ eventId }) => eventId === 'tool-discovery',
    );
    expect(discovery).toMatchObject({
      outcome: 'succeeded',
      actor: { ref: guest, via: 'plugin:mcp-actions' },
    });
    // What the tool asked for, in the name of the person.
    const [fetched] = events.filter(({ plugin }) => plugin === 'catalog');
    expect(fetched.actor).toEqual({
      type: 'user',
      ref: guest,
      via: 'plugin:catalog',
    });
    // Nothing of it looks like the person's own doing.
    const own = await backend.call(
      'GET',
      '/audit-log/v1/events?q=category:AI%20-via:plugin:mcp-actions',
    );
    expect((await own.json()).items).toEqual([]);
  });
});
