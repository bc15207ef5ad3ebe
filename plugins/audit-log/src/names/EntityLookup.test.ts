import { Entity } from '@backstage/catalog-model';
import { EntityLookup } from './EntityLookup';

const grace: Entity = {
  apiVersion: 'v1',
  kind: 'User',
  metadata: { name: 'grace' },
  spec: {
    profile: { displayName: 'Grace Hopper', picture: 'https://x/grace.png' },
  },
  relations: [
    { type: 'memberOf', targetRef: 'group:default/payments' },
    { type: 'ownerOf', targetRef: 'component:default/orders' },
  ],
};
const orders: Entity = {
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { name: 'orders' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};

function setUp() {
  const getEntitiesByRefs = jest.fn(
    async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref =>
        [grace, orders].find(({ metadata }) => ref.endsWith(metadata.name)),
      ),
    }),
  );
  let now = 0;
  const lookup = new EntityLookup({ getEntitiesByRefs }, { now: () => now });
  return {
    lookup,
    getEntitiesByRefs,
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('EntityLookup', () => {
  it('asks for all at once, and for each only once', async () => {
    const { lookup, getEntitiesByRefs } = setUp();
    const found = await Promise.all(
      [
        'user:default/grace',
        'component:default/orders',
        'user:default/grace',
        'user:default/gone',
      ].map(ref => lookup.get(ref)),
    );
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(getEntitiesByRefs.mock.calls[0][0].entityRefs).toHaveLength(3);
    expect(found).toEqual([
      {
        displayName: 'Grace Hopper',
        picture: 'https://x/grace.png',
        groups: ['group:default/payments'],
      },
      {
        displayName: undefined,
        picture: undefined,
        groups: ['group:default/payments'],
      },
      found[0],
      undefined,
    ]);
    expect(lookup.peek('user:default/grace')).toBe(found[0]);
    // That it doesn't exist is known, too.
    await lookup.get('user:default/gone');
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('asks again after a while', async () => {
    const { lookup, getEntitiesByRefs, later } = setUp();
    await lookup.get('user:default/grace');
    later(5 * 60_000);
    expect(lookup.peek('user:default/grace')).toBeNull();
    await lookup.get('user:default/grace');
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('keeps requests short', async () => {
    const { lookup, getEntitiesByRefs } = setUp();
    await Promise.all(
      Array.from({ length: 250 }, (_, i) => lookup.get(`user:default/u${i}`)),
    );
    const sizes = getEntitiesByRefs.mock.calls.map(
      ([{ entityRefs }]) => entityRefs.length,
    );
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('does without the catalog, and without what is no reference', async () => {
    const { lookup, getEntitiesByRefs } = setUp();
    getEntitiesByRefs.mockRejectedValueOnce(new Error('no catalog'));
    await expect(lookup.get('user:default/grace')).resolves.toBeUndefined();
    await expect(lookup.get('not a reference')).resolves.toBeUndefined();
  });
});
