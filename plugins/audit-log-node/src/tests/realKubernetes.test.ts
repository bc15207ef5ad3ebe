import { mockCredentials } from '@backstage/backend-test-utils';
import { Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { expectResolved, targetsOf } from '../__testUtils__/resolvedEvents';
import { startKubernetesPlugin } from '../__testUtils__/startKubernetesPlugin';

jest.setTimeout(180_000);

const ada = 'user:default/ada';
const mallory = 'user:default/mallory';
const CLUSTER_TOKEN = 'cluster-token-that-nobody-may-see';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'svc-77',
    annotations: { 'backstage.io/kubernetes-id': 'svc-77' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team-a' },
};

describe('events of the real kubernetes plugin', () => {
  let cluster: Server;
  let backend: Awaited<ReturnType<typeof startKubernetesPlugin>>;

  beforeAll(async () => {
    cluster = createServer((request, response) => {
      const isKnown = !request.url?.includes('missing');
      response
        .writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ kind: 'List', items: [] }));
    });
    await new Promise<void>(done => cluster.listen(0, '127.0.0.1', done));
    const { port } = cluster.address() as AddressInfo;
    backend = await startKubernetesPlugin({
      denied: mallory,
      entities: [component],
      config: {
        kubernetes: {
          serviceLocatorMethod: { type: 'multiTenant' },
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'production',
                  url: `http://127.0.0.1:${port}`,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: CLUSTER_TOKEN,
                },
              ],
            },
          ],
        },
      },
    });
  });
  afterAll(async () => {
    await backend?.stop();
    cluster.close();
  });

  function call(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
    as = ada,
  ) {
    return fetch(`${backend.url}/api/kubernetes${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(as),
        'content-type': 'application/json',
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
  }
  const throughProxy = (path: string, as?: string) =>
    call(
      'GET',
      `/proxy${path}`,
      undefined,
      { 'backstage-kubernetes-cluster': 'production' },
      as,
    );
  const entityRef = 'Component:default/svc-77';

  it('are all resolved', async () => {
    await call('POST', '/services/svc-77', { entity: component });
    await call('POST', '/services/svc-77', {});
    await call('POST', '/resources/workloads/query', { entityRef });
    await call('POST', '/resources/custom/query', {
      entityRef,
      customResources: [
        { group: 'argoproj.io', apiVersion: 'v1alpha1', plural: 'rollouts' },
      ],
    });
    await call('GET', '/clusters');
    const pods = await throughProxy('/api/v1/pods?continue=a-secret-page');
    expect(await pods.json()).toEqual({ kind: 'List', items: [] });
    await throughProxy('/api/v1/missing');

    const events = await backend.take(7);
    expect(events).toHaveLength(7);
    expectResolved(events);
    expect(events.slice(1, 2).map(({ target }) => target)).toEqual([
      { type: 'service', ref: 'svc-77' },
    ]);
    expect(targetsOf([events[0], ...events.slice(2)])).toEqual({
      'resource-fetch services': 'entity component:default/svc-77',
      'resource-fetch workloads': 'entity component:default/svc-77',
      'resource-fetch custom': 'entity component:default/svc-77',
      'cluster-fetch list': 'plugin kubernetes',
      'cluster-fetch proxy': 'cluster production',
    });
    for (const event of events) {
      expect(event.actor).toEqual({ type: 'user', ref: ada });
    }
    const [proxied, refused] = events.slice(-2);
    expect(proxied).toMatchObject({
      severity: 'medium',
      outcome: 'succeeded',
      request: { method: 'GET', path: '/api/kubernetes/proxy/api/v1/pods' },
      meta: { method: 'GET', path: '/api/v1/pods' },
    });
    expect(refused).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(events)).not.toMatch(/cluster-token|a-secret-page/);
  });

  it('say who was denied', async () => {
    const path = '/resources/workloads/query';
    await call('POST', path, { entityRef }, {}, mallory);
    await throughProxy('/api/v1/secrets', mallory);
    const events = await backend.take(2);
    expectResolved(events);
    for (const event of events) {
      expect(event).toMatchObject({
        outcome: 'failed',
        actor: { type: 'user', ref: mallory },
        error: { name: 'NotAllowedError' },
      });
    }
  });
});
