import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ResolverRegistry } from 'backstage-plugin-audit-log-node';
import { CatalogNames } from './CatalogNames';

const location = {
  id: 'bc379826-2a73-459f-b859-d03c2b060026',
  type: 'url',
  target: 'https://example.com/catalog-info.yaml',
};
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'shop', uid: 'u-1' },
};

function namesOf(overrides: object = {}) {
  const catalog = Object.assign(catalogServiceMock({ entities: [entity] }), {
    getLocationById: async (id: string) =>
      id === location.id ? location : undefined,
    ...overrides,
  });
  return new CatalogNames({ auth: mockServices.auth(), catalog });
}

const targetOf = async (
  names: CatalogNames,
  eventId: string,
  meta: Record<string, string>,
) => {
  const { target } = ResolverRegistry.create().resolve({
    plugin: 'catalog',
    eventId,
    meta: await names.complete(meta),
    request: null,
  });
  return `${target?.type} ${target?.ref}`;
};

describe('CatalogNames', () => {
  it('names a location that is about to be deleted as its registration did', async () => {
    const meta = { actionType: 'delete', id: location.id };
    expect(await targetOf(namesOf(), 'location-mutate', meta)).toBe(
      'location url:https://example.com/catalog-info.yaml',
    );
    expect(await namesOf().complete(meta)).toEqual({ ...meta, location });
  });

  it('names an entity that is about to be deleted by its uid', async () => {
    const meta = { actionType: 'delete', uid: 'u-1' };
    expect(await targetOf(namesOf(), 'entity-mutate', meta)).toBe(
      'entity component:shop/orders',
    );
  });

  it.each([
    ['location-mutate', { actionType: 'delete', id: 'x' }, 'location x'],
    ['entity-mutate', { actionType: 'delete', uid: 'x' }, 'entity-uid x'],
  ])(
    'leaves the id of what is not there (%s)',
    async (eventId, meta, target) => {
      expect(await targetOf(namesOf(), eventId, meta)).toBe(target);
    },
  );

  it('leaves the id where the catalog fails', async () => {
    const away = async () => {
      throw new Error('away');
    };
    const names = namesOf({ getLocationById: away, queryEntities: away });
    for (const meta of [
      { actionType: 'delete', id: location.id },
      { actionType: 'delete', uid: 'u-1' },
    ]) {
      expect(await names.complete(meta)).toEqual(meta);
    }
  });

  it('asks nothing about whatever else the catalog audits', async () => {
    const asked = jest.fn();
    const names = namesOf({ getLocationById: asked, queryEntities: asked });
    for (const meta of [
      {},
      { actionType: 'update', id: location.id },
      { queryType: 'by-id', id: location.id },
      { queryType: 'by-uid', uid: 'u-1' },
      { actionType: 'delete' },
    ]) {
      expect(await names.complete(meta)).toEqual(meta);
    }
    expect(asked).not.toHaveBeenCalled();
  });
});
