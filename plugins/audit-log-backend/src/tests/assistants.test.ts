import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { createHash } from 'node:crypto';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually } from '../__testUtils__/startPortal';
import {
  RealBackend,
  startRealBackend,
} from '../__testUtils__/startRealBackend';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const guest = 'user:development/guest';
const REDIRECT = 'http://127.0.0.1:8055/callback';
const VERIFIER = 'v'.repeat(43);
const DOCUMENT = 'https://assistant.example/client.json';

const staticClient = {
  clientId: 'house-assistant',
  clientName: 'House Assistant',
  redirectUris: [REDIRECT],
};

/** Answers for the site of an assistant, which nobody has in a test. */
function publishClientDocument() {
  const { fetch: realFetch } = globalThis;
  return jest.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    String(input) === DOCUMENT
      ? Promise.resolve(
          Response.json({
            client_id: DOCUMENT,
            client_name: 'Roaming Assistant',
            redirect_uris: [REDIRECT],
          }),
        )
      : realFetch(input, init),
  );
}

/** Ids that fewer events have than they are named. */
function lacking(events: RecordedEvent[], eventIds: string[]): string[] {
  const found = events.map(({ eventId }) => eventId);
  const countOf = (wanted: string, ids: string[]) =>
    ids.filter(id => id === wanted).length;
  return eventIds.filter(id => countOf(id, found) < countOf(id, eventIds));
}

describe.each(databases.eachSupportedId())('an AI assistant, on %s', id => {
  let backend: RealBackend;

  beforeAll(async () => {
    publishClientDocument();
    backend = await startRealBackend({
      knex: await databases.init(id),
      config: {
        backend: { actions: { pluginSources: ['catalog'] } },
        auth: {
          staticClients: [staticClient],
          clientIdMetadataDocuments: {
            enabled: true,
            allowedClientIdPatterns: [DOCUMENT],
          },
          experimentalRefreshToken: {
            enabled: true,
            dangerouslyDisableCatalogPresenceCheck: true,
          },
        },
      },
      auditLog: {},
      features: [catalogPlugin, mcpActionsPlugin],
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await backend?.stop();
  });

  /**
   * Events that a query finds, once those of these ids are among them: as many
   * of each as it is named.
   */
  const findEvents = (q: string, eventIds: string[]) =>
    eventually(async () => {
      const page = await backend.call(
        'GET',
        `/audit-log/v1/events?limit=1000&q=${encodeURIComponent(q)}`,
      );
      const { items } = (await page.json()) as { items: RecordedEvent[] };
      expect(lacking(items, eventIds)).toEqual([]);
      return items;
    });

  /** Asks for an entity that isn't there, as assistants do. */
  async function runTool(token: string) {
    const client = new Client({ name: 'assistant', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(
        new URL(`${backend.url}/api/mcp-actions/v1`),
        { requestInit: { headers: { authorization: `Bearer ${token}` } } },
      ),
    );
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name.endsWith('get-catalog-entity'));
    const run = (name: string) =>
      client.callTool({ name, arguments: { kind: 'component', name: 'x' } });
    expect(await run(tool!.name)).toMatchObject({ isError: true });
    expect(await run('catalog.no-such-tool')).toMatchObject({ isError: true });
    await client.close();
  }

  const askForToken = async (body: object) => {
    const answer = await backend.call('POST', '/auth/v1/token', body);
    expect(answer.status).toBe(200);
    return answer.json();
  };

  /** Has the guest let a client in; what it gets for that. */
  async function signIn(clientId: string) {
    const question = new URLSearchParams({
      client_id: clientId,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid offline_access',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const asked = await fetch(
      `${backend.url}/api/auth/v1/authorize?${question}`,
      { redirect: 'manual' },
    );
    const session = asked.headers.get('location')?.split('/').at(-1);
    const shown = await backend.call('GET', `/auth/v1/sessions/${session}`);
    expect(shown.status).toBe(200);
    const approved = await backend.call(
      'POST',
      `/auth/v1/sessions/${session}/approve`,
      {},
    );
    const { redirectUrl } = await approved.json();
    return askForToken({
      grant_type: 'authorization_code',
      code: new URL(redirectUrl).searchParams.get('code'),
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    });
  }

  it.each([
    ['that the portal configures', 'house-assistant', 'House Assistant'],
    ['that publishes who it is', DOCUMENT, 'Roaming Assistant'],
  ])('with a client %s is named in what it does', async (_, clientId, name) => {
    const { access_token: first, refresh_token: refresh } = await signIn(
      clientId,
    );
    const { access_token: token } = await askForToken({
      grant_type: 'refresh_token',
      refresh_token: refresh,
    });
    expect(token).not.toBe(first);
    // Nothing tells yet that it is an assistant.
    await fetch(`${backend.url}/api/catalog/entities/by-name/a/b/before`, {
      headers: { authorization: `Bearer ${first}` },
    });
    await runTool(token);

    const events = await findEvents(`client:${JSON.stringify(clientId)}`, [
      'client-token',
      'token-refresh',
      'tool-discovery',
      'tool-execution',
      'tool-execution',
      'entity-fetch',
      'entity-fetch',
    ]);
    for (const { actor } of events) {
      expect(actor).toMatchObject({
        type: 'user',
        ref: guest,
        clientId,
        clientName: name,
      });
    }
    const agent = { clientId, clientName: name, mode: 'agent' };
    const tools = events.filter(({ eventId }) => eventId === 'tool-execution');
    expect(tools).toHaveLength(2);
    // What it was denied is there as well.
    for (const tool of tools) {
      expect(tool).toMatchObject({
        outcome: 'failed',
        actor: { ...agent, via: 'plugin:mcp-actions' },
      });
    }
    const fetched = events.filter(({ eventId }) => eventId === 'entity-fetch');
    expect(fetched).toHaveLength(2);
    expect(fetched.map(({ actor }) => [actor.via, actor.mode])).toEqual(
      expect.arrayContaining([
        ['plugin:catalog', 'agent'],
        [undefined, undefined],
      ]),
    );
    const found = await findEvents(
      `clientName:${JSON.stringify(name)} actorMode:agent`,
      ['tool-execution', 'tool-execution', 'entity-fetch'],
    );
    for (const { actor } of found) {
      expect(actor).toMatchObject(agent);
    }
  });

  it('acts for the person whose token it has, and the log says so', async () => {
    await runTool(backend.token);

    const events = await findEvents(
      '-client:* -category:AUDIT_LOG -category:ACCESS',
      ['tool-discovery', 'tool-execution', 'tool-execution', 'entity-fetch'],
    );
    const executions = events.filter(
      ({ eventId }) => eventId === 'tool-execution',
    );
    expect(executions.at(-1)).toMatchObject({
      category: 'AI',
      action: 'execute',
      outcome: 'failed',
      actor: {
        type: 'user',
        ref: guest,
        via: 'plugin:mcp-actions',
        mode: 'agent',
      },
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
