import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  LifecycleState,
  RecordedEvent,
  compileRules,
  defaultRules,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseSettingsStore, StoredSettings } from '../settings';
import { DatabaseEventStore } from '../store';
import { CatalogFollower } from './CatalogFollower';
import { DatabaseEntitySnapshot } from './DatabaseEntitySnapshot';
import { followCatalog } from './followCatalog';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const SECRET = 'CanaryCatalog3Vb7Np2';
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
    let state: LifecycleState = 'enabled';
    const present = () => catalogServiceMock({ entities });
    const options = {
      auth: mockServices.auth(),
      catalog: {
        queryEntities: (...args) => present().queryEntities(...args),
        getEntitiesByRefs: (...args) => present().getEntitiesByRefs(...args),
      } as CatalogService,
      recorder,
      state: async () => state,
      snapshot: new DatabaseEntitySnapshot({ knex }),
      clock: () => now,
    };
    const follower = new CatalogFollower(options);
    return {
      knex,
      store,
      recorder,
      options,
      follower,
      setState(next: LifecycleState) {
        state = next;
        recorder.recording = next === 'disabled' ? 'off' : 'on';
      },
      async begin(transition: string, ...next: Entity[]) {
        entities = next;
        await follower.begin(transition);
      },
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
      ['update', 'component:default/a', 'medium'],
      ['create', 'component:default/c', 'medium'],
      ['delete', 'component:default/b', 'medium'],
    ]);
    expect(events[0]).toMatchObject({
      plugin: 'catalog',
      eventId: 'entity-change',
      actor: { type: 'service', ref: LOCATION, via: 'plugin:catalog' },
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
    const decide = compileRules(defaultRules);
    for (const event of events) {
      expect(decide(event).effect).toBe('record');
    }
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

  it('takes an entity that is listed twice, while pages move on, for one', async () => {
    const { look, options } = await follow();
    const [a, b] = ['a', 'b'].map(name => component(name, '1', 'production'));
    await look(a, b);
    const { queryEntities } = options.catalog;
    options.catalog.queryEntities = async (...args) => {
      const page = await queryEntities(...args);
      return { ...page, items: [...page.items, ...page.items] };
    };
    const read = jest.spyOn(options.catalog, 'getEntitiesByRefs');
    expect(await look(a, b)).toEqual([]);
    expect(read).not.toHaveBeenCalled();
    const events = await look(
      component('a', '2', 'experimental'),
      component('c', '1', 'production'),
    );
    expect(events.map(({ action, target }) => [action, target?.ref])).toEqual([
      ['update', 'component:default/a'],
      ['create', 'component:default/c'],
      ['delete', 'component:default/b'],
    ]);
  });

  it('blames nobody who has just changed or previewed the location', async () => {
    const { look, store } = await follow();
    await look(component('a', '1', 'experimental'));
    for (const action of ['create', 'update']) {
      await store.append([
        recordedEvent({
          startedAt: '2026-11-22T09:55:00.000Z',
          endedAt: null,
          durationMs: null,
          action,
          target: { type: 'location', ref: LOCATION },
        }),
      ]);
    }
    const [event] = await look(component('a', '2', 'production'));
    expect(event.actor).toEqual({
      type: 'service',
      ref: LOCATION,
      via: 'plugin:catalog',
    });
    expect(JSON.stringify(event)).not.toContain('user:default/ada');
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

  it('tells what happens once more, though the catalog repeats its etags', async () => {
    const { look, options, setState } = await follow();
    const old = component('a', '1', 'experimental');
    const next = component('a', '2', 'production');
    const told: RecordedEvent[] = await look(old);
    for (const entities of [[next], [old], [next], [], [next], [], [next]]) {
      told.push(...(await look(...entities)));
    }
    expect(told.map(({ action }) => action)).toEqual([
      'update',
      'update',
      'update',
      'delete',
      'create',
      'delete',
      'create',
    ]);
    setState('disabled');
    await look(next);
    setState('enabled');
    options.clock = () => new Date(now.getTime() + 1);
    await look(old);
    told.push(...(await look(next)));
    expect(new Set(told.map(event => event.id)).size).toBe(8);
  });

  it('begins with what was there while audit logging was being enabled', async () => {
    const { begin, look, setState } = await follow();
    setState('enabling');
    await begin('first', component('a', '1', 'experimental'));
    setState('enabled');
    expect(await look(component('a', '2', 'production'))).toHaveLength(1);

    // Other replicas complete the same transition later.
    await begin('first', component('a', '3', 'deprecated'));
    expect(await look(component('a', '3', 'deprecated'))).toHaveLength(1);
  });

  it('begins anew after audit logging was disabled', async () => {
    const { begin, look, setState } = await follow();
    const a = component('a', '1', 'experimental');
    await begin('first', a, component('b', '1', 'production'));
    setState('disabled');
    await look(component('a', '2', 'production'));
    setState('enabling');
    await begin('second', component('a', '3', 'deprecated'));
    setState('enabled');
    expect(await look(component('a', '3', 'deprecated'))).toEqual([]);
    expect(await look()).toHaveLength(1);
  });

  it('also where nobody looked in between', async () => {
    const { begin, look, setState } = await follow();
    await begin('first', component('a', '1', 'experimental'));
    setState('enabling');
    await begin('second', component('b', '1', 'production'));
    setState('enabled');
    expect(await look(component('b', '1', 'production'))).toEqual([]);
  });

  it('tells the first entity of a catalog that was empty', async () => {
    const { begin, look } = await follow();
    await begin('first');
    expect(await look(component('a', '1', 'production'))).toHaveLength(1);
  });

  it('takes no half of a catalog for all of it', async () => {
    const { begin, look, options } = await follow();
    const all = [1, 2, 3].map(n => component(`c-${n}`, '1', 'production'));
    jest
      .spyOn(options.snapshot, 'completeBaseline')
      .mockRejectedValueOnce(new Error('killed'));
    // As a process that is killed does, it leaves what it did so far.
    jest.spyOn(options.snapshot, 'clear').mockResolvedValueOnce();
    await expect(begin('first', all[0])).rejects.toThrow('killed');
    expect(await look(...all)).toEqual([]);
    expect(await look(all[0])).toHaveLength(2);
  });

  it('keeps nobody who enables waiting for a catalog that hangs', async () => {
    const { look, options, store, knex } = await follow();
    const { queryEntities } = options.catalog;
    options.catalog.queryEntities = () => new Promise(() => {});
    const logger = mockServices.logger.mock();
    const { activate } = followCatalog({
      ...options,
      recorder: options.recorder as unknown as AuditLogRecorder,
      frequency: { minutes: 1 },
      settings: new DatabaseSettingsStore({ knex }),
      store,
      knex,
      logger,
      beginMs: 1,
    });
    const stored = { transitionId: 'first' } as StoredSettings;
    await activate(stored, new AbortController().signal);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/from the next look on: it was not read within/),
    );
    expect(await options.snapshot.baseline()).toBe('none');

    const stopped = new AbortController();
    stopped.abort(new Error('shutting down'));
    await expect(activate(stored, stopped.signal)).rejects.toThrow(
      'shutting down',
    );
    expect(await options.snapshot.baseline()).toBe('none');

    options.catalog.queryEntities = queryEntities;
    expect(await look(component('a', '1', 'production'))).toEqual([]);
    expect(await look(component('a', '2', 'deprecated'))).toHaveLength(1);
  });

  it('waits for the replica that has begun', async () => {
    const { begin, look, options } = await follow();
    await options.snapshot.claimBaseline('first');
    const other = begin('first', component('a', '1', 'production'));
    await options.snapshot.put([
      { entityRef: 'component:default/a', etag: '0', content: {} },
    ]);
    await options.snapshot.completeBaseline(now);
    await other;
    // What the first one saw is what counts.
    expect(await look(component('a', '1', 'production'))).toHaveLength(1);
  });

  it('keeps no secret, and of long texts only that they changed', async () => {
    const { look, options } = await follow();
    const definition = 'openapi: 3.1.0 '.repeat(10_000);
    const secretive = (etag: string, last: string): Entity => {
      const entity = component('a', etag, 'production');
      return {
        ...entity,
        metadata: {
          ...entity.metadata,
          description: `curl -H 'Authorization: Bearer ${SECRET}${etag}'`,
          annotations: {
            'backstage.io/managed-by-origin-location': `url:https://ada:${SECRET}@example.com/x`,
          },
        },
        spec: {
          ...entity.spec,
          definition: `${definition}${last}`,
          connection: { password: SECRET },
        },
      };
    };
    await look(secretive('1', 'a'));
    const [event] = await look(secretive('2', 'b'));
    expect(event.meta).toMatchObject({
      changes: [
        {
          path: 'spec.definition',
          before: expect.stringContaining('[truncated'),
          after: expect.stringContaining('[truncated'),
        },
      ],
      location: 'url:https://ada:[redacted]@example.com/x',
    });
    const stored = await options.snapshot.contents(['component:default/a']);
    expect(stored.size).toBe(1);
    const texts = JSON.stringify([event, ...stored.values()]);
    expect(texts).not.toContain(SECRET);
    expect(texts.length).toBeLessThan(8000);
  });

  it('says how many more fields changed than it tells', async () => {
    const { look } = await follow();
    const tagged = (etag: string): Entity => ({
      ...component('a', etag, 'production'),
      spec: Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`field${index}`, etag]),
      ),
    });
    await look(tagged('1'));
    const [event] = await look(tagged('2'));
    expect(event.meta?.changes).toHaveLength(50);
    expect(event.meta?.moreChanges).toBe(10);
  });
});
