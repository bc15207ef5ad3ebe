import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from '../store';
import { CatalogFollower } from './CatalogFollower';
import { DatabaseEntitySnapshot } from './DatabaseEntitySnapshot';
import { createPersonFinder } from './createPersonFinder';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const LOCATION = 'url:https://example.com/catalog-info.yaml';
const now = new Date('2026-11-22T10:00:00.000Z');

const component = (name: string, etag: string, lifecycle: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    etag,
    uid: `uid-${name}`,
    annotations: { 'backstage.io/managed-by-origin-location': LOCATION },
  },
  spec: { type: 'service', lifecycle },
});

describe.each(databases.eachSupportedId())('CatalogFollower on %s', id => {
  async function follow() {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({
      knex,
      readTimeoutMs: 10_000,
    });
    const events: RecordedEvent[] = [];
    let entities: Entity[] = [];
    const recorder = {
      instance: 'test',
      recording: 'on' as 'on' | 'off',
      record: async (event: RecordedEvent) => {
        events.push(recordedEventSchema.parse(event));
      },
    };
    const present = () => catalogServiceMock({ entities });
    const options = {
      auth: mockServices.auth(),
      catalog: {
        queryEntities: (...args) => present().queryEntities(...args),
        getEntitiesByRefs: (...args) => present().getEntitiesByRefs(...args),
      } as CatalogService,
      recorder,
      snapshot: new DatabaseEntitySnapshot({ knex }),
      personBehind: createPersonFinder({ store, clock: () => now }),
      clock: () => now,
    };
    const follower = new CatalogFollower(options);
    return {
      store,
      recorder,
      options,
      follower,
      async look(...next: Entity[]) {
        entities = next;
        await follower.look();
        return events.splice(0);
      },
    };
  }

  it('tells created, changed and removed entities, but not the first ones', async () => {
    const { look } = await follow();
    const a = component('a', '1', 'experimental');
    expect(await look(a, component('b', '1', 'production'))).toEqual([]);
    expect(await look(a, component('b', '1', 'production'))).toEqual([]);

    const changed = component('a', '2', 'production');
    const events = await look(changed, component('c', '1', 'production'));
    expect(
      events.map(({ action, target, severity }) => [
        action,
        target?.ref,
        severity,
      ]),
    ).toEqual([
      ['update', 'component:default/a', 'low'],
      ['create', 'component:default/c', 'medium'],
      ['delete', 'component:default/b', 'medium'],
    ]);
    expect(events[0]).toMatchObject({
      plugin: 'catalog',
      eventId: 'entity-change',
      actor: { type: 'service', ref: 'plugin:catalog' },
      meta: {
        location: LOCATION,
        changes: [
          {
            path: 'spec.lifecycle',
            before: 'experimental',
            after: 'production',
          },
        ],
      },
    });
    expect(await look(changed, component('c', '1', 'production'))).toEqual([]);
  });

  it('is silent where the catalog only worked something out anew', async () => {
    const { look } = await follow();
    const a = component('a', '1', 'production');
    await look(a);
    const refreshed = {
      ...component('a', '2', 'production'),
      relations: [{ type: 'ownedBy', targetRef: 'group:default/x' }],
    };
    expect(await look(refreshed)).toEqual([]);
  });

  it('names the person who has just changed the location', async () => {
    const { look, store } = await follow();
    await look(component('a', '1', 'production'));
    await store.append([
      recordedEvent({
        startedAt: '2026-11-22T09:55:00.000Z',
        endedAt: null,
        durationMs: null,
        target: { type: 'location', ref: LOCATION },
      }),
    ]);
    const [event] = await look();
    expect(event).toMatchObject({
      action: 'delete',
      actor: { ref: 'plugin:catalog', onBehalfOf: 'user:default/ada' },
    });
  });

  it('finds the same change again under the same id after a crash', async () => {
    const { look, options } = await follow();
    await look(component('a', '1', 'experimental'));
    const put = jest
      .spyOn(options.snapshot, 'put')
      .mockRejectedValueOnce(new Error('killed'));
    const ids: string[] = [];
    jest.spyOn(options.recorder, 'record').mockImplementation(async event => {
      ids.push(event.id);
    });
    const next = component('a', '2', 'production');
    await expect(look(next)).rejects.toThrow('killed');
    await look(next);
    expect(put).toHaveBeenCalledTimes(2);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('begins anew after recording was off', async () => {
    const { look, recorder } = await follow();
    await look(component('a', '1', 'experimental'));
    recorder.recording = 'off';
    await look(component('a', '2', 'production'));
    recorder.recording = 'on';
    expect(await look(component('a', '2', 'production'))).toEqual([]);
    expect(await look()).toHaveLength(1);
  });
});
