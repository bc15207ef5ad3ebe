import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { recordedEventSchema } from 'backstage-plugin-audit-log-common';
import request from 'supertest';
import { auditLogAuditorServiceFactory, isAuditLogAuditor } from '../auditor';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
  AuditLogRecorder,
} from '../recorder';
import { MemoryEventSink } from './MemoryEventSink';

async function startCatalog() {
  const sink = new MemoryEventSink();
  let recorder: AuditLogRecorder | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { catalog: { readonly: true } },
      }),
      auditLogRecorderServiceFactory,
      auditLogAuditorServiceFactory,
      catalogPlugin,
      createBackendPlugin({
        pluginId: 'audit-log',
        register(env) {
          env.registerInit({
            deps: {
              recorder: auditLogRecorderServiceRef,
              auditor: coreServices.auditor,
            },
            async init(deps) {
              expect(isAuditLogAuditor(deps.auditor)).toBe(true);
              recorder = deps.recorder;
              recorder.attach(sink);
              recorder.learn({ recording: 'on' });
            },
          });
        },
      }),
    ],
  });
  return {
    server: request(backend.server),
    stop: () => backend.stop(),
    recorded: async () => {
      await recorder?.flush();
      return sink.events;
    },
    status: () => recorder!.status(),
  };
}

describe('what the catalog really does', () => {
  let catalog: Awaited<ReturnType<typeof startCatalog>>;

  beforeAll(async () => {
    catalog = await startCatalog();
  });

  afterAll(async () => {
    await catalog.stop();
  });

  it('reports a fetch of a missing entity as succeeded and failed, which is one failure', async () => {
    await catalog.server
      .get('/api/catalog/entities/by-name/component/default/nowhere')
      .set('user-agent', 'test-agent')
      .expect(404);

    const events = (await catalog.recorded()).filter(
      event => event.action === 'by-name',
    );
    const standing = events[events.length - 1];
    expect(standing).toMatchObject({
      plugin: 'catalog',
      eventId: 'entity-fetch',
      category: 'CATALOG',
      severity: 'low',
      outcome: 'failed',
      actor: { type: 'user', ref: 'user:default/mock' },
      target: { type: 'entity', ref: 'component:default/nowhere' },
      client: { userAgent: 'test-agent' },
      request: {
        method: 'GET',
        path: '/api/catalog/entities/by-name/component/default/nowhere',
      },
      error: { name: 'NotFoundError' },
    });
    expect(events.map(event => event.outcome)).toEqual(['succeeded', 'failed']);
    expect(events[1].amends).toBe(events[0].id);
  });

  it('reports an invalid entity as failed and succeeded, which is one failure', async () => {
    await catalog.server
      .post('/api/catalog/validate-entity')
      .send({
        location: 'url:https://example.com/x.yaml',
        entity: { apiVersion: 'x', kind: 'y', metadata: { name: '-/-' } },
      })
      .expect(400);

    const events = (await catalog.recorded()).filter(
      event => event.eventId === 'entity-validate',
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ outcome: 'failed', amends: null });
  });

  it('leaves operations open where it refuses in read-only mode', async () => {
    const before = catalog.status().openOperations;
    await catalog.server
      .delete('/api/catalog/locations/6f5a7d3c-4b8e-4c8f-9d0e-3f6a1b2c4d5e')
      .expect(403);
    expect(catalog.status().openOperations).toBe(before + 1);
  });

  it('puts secrets into query strings, which are not kept', async () => {
    await catalog.server
      .get(
        '/api/catalog/entities?filter=metadata.annotations.apiToken=hunter2x',
      )
      .expect(200);
    const events = await catalog.recorded();
    expect(events.map(event => event.request?.query)).toContain(
      'filter=[redacted]',
    );
    expect(JSON.stringify(events)).not.toContain('hunter2x');
  });

  it('records only events that the contract allows', async () => {
    await catalog.server.get('/api/catalog/entities').expect(200);
    await catalog.server
      .get('/api/catalog/entity-facets?facet=kind')
      .expect(200);
    const events = await catalog.recorded();
    expect(events.length).toBeGreaterThan(3);
    for (const event of events) {
      recordedEventSchema.parse(event);
    }
  });
});
