import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog that holds these entities, as they are at each request. */
export function catalogOf(entities: () => Entity[]) {
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      new Proxy({} as CatalogService, {
        get: (_, method: keyof CatalogService) => {
          const catalog = catalogServiceMock({ entities: entities() });
          // Whoever awaits the service looks for a method `then`.
          return catalog[method]?.bind(catalog);
        },
      }),
  });
}
