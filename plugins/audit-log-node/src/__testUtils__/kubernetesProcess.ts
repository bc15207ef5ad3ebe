import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startRecordingBackend } from './startRecordingBackend';

/** What `startKubernetesPlugin` tells the process it starts. */
export interface KubernetesOrders {
  config: JsonObject;
  entities: NonNullable<
    Parameters<typeof catalogServiceMock.factory>[0]
  >['entities'];
  /** Who is denied every permission. */
  denied: string;
}

/** Denies one person everything. */
function permissionsBut(denied: string) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => {
      const decide = async (requests: unknown[], options?: object) => {
        const result = JSON.stringify(options).includes(denied)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW;
        return requests.map(() => ({ result } as const));
      };
      return { authorize: decide, authorizeConditional: decide };
    },
  });
}

process.once('message', async orders => {
  const { config, entities, denied } = orders as KubernetesOrders;
  const backend = await startRecordingBackend({
    config,
    features: [
      kubernetesPlugin,
      catalogServiceMock.factory({ entities }),
      permissionsBut(denied),
    ],
  });
  process.on('message', async count => {
    process.send!({ events: await backend.take(Number(count)) });
  });
  process.send!({ url: backend.url });
});
