import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderModelModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectResolved, targetsOf } from '../__testUtils__/resolvedEvents';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';

jest.setTimeout(120_000);

const ada = 'user:default/ada';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'svc-77' },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
};
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'hello' },
  spec: {
    type: 'service',
    owner: 'team-a',
    parameters: [{ properties: { name: { type: 'string' } } }],
    steps: [
      {
        id: 'log',
        name: 'Log',
        action: 'debug:log',
        input: { message: 'hello' },
      },
    ],
  },
};

describe('events of the real plugins', () => {
  let backend: RecordingBackend;
  let folder: string;

  const isTemplate = (entity: { kind: string }) => entity.kind === 'Template';

  function call(method: string, path: string, body?: unknown) {
    return fetch(`${backend.url}/api${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(ada),
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
  const get = (path: string) => call('GET', path);
  const post = (path: string, body: unknown = {}) => call('POST', path, body);
  const json = (response: Response) => response.json();

  async function until(holds: () => Promise<boolean>) {
    const deadline = Date.now() + 60_000;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error('It did not happen within a minute');
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-log-'));
    const file = join(folder, 'entities.yaml');
    writeFileSync(
      file,
      [component, template]
        .map(entity => JSON.stringify(entity))
        .join('\n---\n'),
    );
    backend = await startRecordingBackend({
      config: {
        app: { baseUrl: 'http://localhost:3000' },
        backend: { baseUrl: 'http://localhost:7007', workingDirectory: folder },
        auditLog: { defaultRules: false },
        catalog: {
          rules: [{ allow: ['Component', 'Template', 'Location'] }],
          locations: [{ type: 'file', target: file }],
          processingInterval: { seconds: 1 },
        },
      },
      features: [
        catalogPlugin,
        scaffolderModelModule,
        scaffolderPlugin,
        mcpActionsPlugin,
        mockServices.cache.factory(),
      ],
    });
    await until(async () => {
      const { items } = await json(await get('/catalog/entities/by-query'));
      return items.some(isTemplate);
    });
    backend.forget();
  });
  afterAll(async () => {
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Events that came, once there is one that `isLast` recognises. */
  async function eventsUntil(isLast: (event: RecordedEvent) => boolean) {
    const events: RecordedEvent[] = [];
    await until(async () => {
      events.push(...(await backend.take(0)));
      return events.some(isLast);
    });
    return events;
  }

  it('of the catalog are all resolved', async () => {
    const ref = 'component/default/svc-77';
    const { metadata } = await json(
      await get(`/catalog/entities/by-name/${ref}`),
    );
    await get(`/catalog/entities/by-uid/${metadata.uid}`);
    await get(`/catalog/entities/by-name/${ref}/ancestry`);
    await get('/catalog/entities?filter=kind=component');
    await post('/catalog/entities/by-refs', {
      entityRefs: ['component:default/svc-77'],
    });
    await get('/catalog/entity-facets?facet=kind');
    await post('/catalog/refresh', { entityRef: 'component:default/svc-77' });
    await post('/catalog/validate-entity', {
      entity: component,
      location: 'url:http://localhost/x.yaml',
    });
    await get('/catalog/locations');
    await get('/catalog/locations/by-entity/component/default/svc-77');
    const location = { type: 'url', target: 'http://localhost:1/nothing.yaml' };
    await post('/catalog/locations?dryRun=true', location);
    const created = await json(await post('/catalog/locations', location));
    const id = created.location?.id;
    await get(`/catalog/locations/${id}`);
    await post('/catalog/analyze-location', { location });
    await call('DELETE', `/catalog/locations/${id}`);
    await call('DELETE', `/catalog/entities/by-uid/${metadata.uid}`);

    const events = (
      await eventsUntil(
        event => event.eventId === 'entity-mutate' && event.action === 'delete',
      )
    ).filter(event => event.plugin === 'catalog');
    expectResolved(events);
    expect(targetsOf(events)).toMatchObject({
      'entity-fetch by-name': 'entity component:default/svc-77',
      'entity-fetch ancestry': 'entity component:default/svc-77',
      'entity-facets facets': 'plugin catalog',
      'entity-mutate refresh': 'entity component:default/svc-77',
      'entity-validate validate': 'plugin catalog',
      'location-mutate create': 'location url:http://localhost:1/nothing.yaml',
      'location-mutate delete': `location ${id}`,
      'entity-mutate delete': `entity-uid ${metadata.uid}`,
    });
    for (const event of events) {
      expect(event.actor).toEqual({ type: 'user', ref: ada });
    }
  });

  it('of the scaffolder are all resolved, with the person behind a run', async () => {
    const templateRef = 'template:default/hello';
    await get(
      '/scaffolder/v2/templates/default/template/hello/parameter-schema',
    );
    await get('/scaffolder/v2/actions');
    const { id } = await json(
      await post('/scaffolder/v2/tasks', {
        templateRef,
        values: { name: 'a' },
      }),
    );
    await until(async () => {
      const task = await json(await get(`/scaffolder/v2/tasks/${id}`));
      return task.status === 'completed' || task.status === 'failed';
    });
    await get('/scaffolder/v2/tasks');
    await get(`/scaffolder/v2/tasks/${id}/events`);
    await post(`/scaffolder/v2/tasks/${id}/cancel`);
    await post('/scaffolder/v2/dry-run', {
      template,
      values: { name: 'a' },
      directoryContents: [],
    });

    const events = (
      await eventsUntil(event => event.action === 'dry-run')
    ).filter(event => event.plugin === 'scaffolder');
    expectResolved(events);
    expect(targetsOf(events)).toMatchObject({
      'template-parameter-schema read': `template ${templateRef}`,
      'task create': `task ${id}`,
      'task execution': `task ${id}`,
      'task get': `task ${id}`,
      'task cancel': `task ${id}`,
    });
    const run = events.find(event => event.action === 'execution');
    expect(run?.actor).toEqual({
      type: 'service',
      ref: 'plugin:scaffolder',
      onBehalfOf: ada,
    });
  });

  it('of AI assistants are all resolved', async () => {
    const speak = (id: number, method: string, params: object = {}) =>
      post('/mcp-actions/v1', { jsonrpc: '2.0', id, method, params });
    await speak(1, 'initialize', {
      protocolVersion: '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    await speak(2, 'tools/list');
    await speak(3, 'tools/call', { name: 'no-such-tool', arguments: {} });

    const events = (
      await eventsUntil(event => event.eventId === 'tool-execution')
    ).filter(event => event.plugin === 'mcp-actions');
    expectResolved(events);
    expect(targetsOf(events)).toMatchObject({
      'tool-discovery list': 'plugin mcp-actions',
      'tool-execution execute': 'tool no-such-tool',
    });
  });
});
