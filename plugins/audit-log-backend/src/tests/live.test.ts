import { AddressInfo } from 'node:net';
import { AuditEvent, RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  CallerName,
  eventually,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = 'user:default/eva';

describe.each(databases.eachSupportedId())('watching on %s', id => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let knex: Knex;

  const append = (events: RecordedEvent[]) =>
    eventually(async () => {
      await portal
        .call('delivering backend', 'post', '/events')
        .send({ events })
        .expect(200);
    });

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await startPortal({
      knex,
      features: [
        catalogOf(() => [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'eva', namespace: 'default' },
          },
        ]),
      ],
    });
    await portal.call('admin', 'post', '/settings/enable');
    await append([recordedEvent()]);
  });

  const open = (caller: CallerName, query: string, signal?: AbortSignal) => {
    const { port } = portal.backend.server.address() as AddressInfo;
    return fetch(
      `http://127.0.0.1:${port}/api/audit-log/v1/events/stream?${query}`,
      { headers: { authorization: `Bearer test:${caller}` }, signal },
    );
  };

  /** Reads on until the text fits; the stream stays open. */
  function reading(response: Response) {
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    let text = '';
    return {
      until: async (pattern: RegExp) => {
        while (!pattern.test(text)) {
          const { done, value } = await reader.read();
          if (done) {
            throw new Error(`The stream ended after ${text}`);
          }
          text += decoder.decode(value, { stream: true });
        }
        return text;
      },
      cancel: () => reader.cancel(),
    };
  }

  const ownReads = async (query: string) => {
    const q = encodeURIComponent(`event:event-read ${query}`);
    const { body } = await portal
      .call('admin', 'get', `/events?q=${q}&limit=1000`)
      .expect(200);
    return (body.items as AuditEvent[]).map(({ actor, outcome, meta }) => ({
      by: actor?.ref,
      outcome,
      meta,
    }));
  };

  it('sends events as they are appended, and tells of it at once', async () => {
    const response = await open('admin', 'q=plugin:kubernetes');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const stream = reading(response);
    await stream.until(/"items":\[\]/);
    await append([
      recordedEvent({ plugin: 'kubernetes', instance: 'host-1' }),
      recordedEvent({ plugin: 'catalog', instance: 'host-2' }),
      recordedEvent({ plugin: 'kubernetes', instance: 'host-3' }),
    ]);
    const text = await stream.until(/host-3/);
    expect(text).toContain('host-1');
    expect(text).not.toContain('host-2');
    await eventually(async () =>
      expect(await ownReads('stream-events')).toEqual([
        {
          by: 'user:default/ada',
          outcome: 'succeeded',
          meta: expect.objectContaining({ queryType: 'stream-events' }),
        },
      ]),
    );
    await stream.cancel();
  });

  it('keeps to a grant', async () => {
    await portal
      .call('admin', 'post', '/grants')
      .send({ grantee: eva, limits: { ownEvents: true } })
      .expect(201);
    await append([
      recordedEvent({ actor: { type: 'user', ref: eva }, instance: 'host-4' }),
      recordedEvent({ instance: 'host-5' }),
    ]);
    const text = await (await open('engineer', 'after=0&seconds=0')).text();
    expect(text).toContain('host-4');
    expect(text).not.toContain('host-5');
    expect(text).toContain('event: end\ndata: {"reason":"renew"}');
  });

  it.each([
    ['after=x', /'after' is 'x': expected a sequence/],
    ['after=-1', /'after'/],
    ['seconds=601', /'seconds'/],
    ['q=plugn:catalog', /plugn/],
  ])('refuses %s', async (query, message) => {
    const response = await open('admin', query);
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toMatch(message);
  });

  it('is closed to those who may not read, and says so in the log', async () => {
    expect((await open('grantee, all', 'seconds=0')).status).toBe(403);
    await eventually(async () =>
      expect(await ownReads('actor:user:default/gina')).toEqual([
        expect.objectContaining({ outcome: 'failed' }),
      ]),
    );
  });

  describe('one opened search', () => {
    const search = '0b6f6c8e-6ad5-4ef0-94a5-3b0b4ab4a001';
    const reads = [
      'events?',
      'events/histogram?from=2026-11-22T00:00:00Z&',
      'events/facets?',
      'events/groups?',
    ];
    const read = (caller: CallerName, q: string) =>
      Promise.all(
        reads.map(path => {
          const from = path.includes('from')
            ? ''
            : '&from=2026-11-22T00:00:00Z';
          return portal.call(
            caller,
            'get',
            `/${path}q=${q}&search=${search}${from}`,
          );
        }),
      );

    it('is one event with its query, another query is another one', async () => {
      await read('admin', 'plugin:catalog');
      await read('admin', 'plugin:catalog');
      await read('admin', 'plugin:scaffolder');
      await eventually(async () =>
        expect(await ownReads(`meta.search:${search}`)).toEqual(
          ['plugin:scaffolder', 'plugin:catalog'].map(q => ({
            by: 'user:default/ada',
            outcome: 'succeeded',
            meta: {
              queryType: 'search',
              query: { q, from: '2026-11-22T00:00:00Z' },
              search,
            },
          })),
        ),
      );
    });

    it('is one event for each who opens it', async () => {
      await read('engineer', 'plugin:catalog');
      await eventually(async () =>
        expect(
          await ownReads(`meta.search:${search} actor:${eva}`),
        ).toHaveLength(1),
      );
    });

    it('does not hide a failure', async () => {
      const answers = await read('grantee, all', 'plugin:catalog');
      expect(answers.map(({ status }) => status)).toEqual(reads.map(() => 403));
      await eventually(async () =>
        expect(
          await ownReads('actor:user:default/gina -stream-events'),
        ).toHaveLength(reads.length),
      );
    });

    it('is not what an API client without the parameter does', async () => {
      const before = (await ownReads('list-events')).length;
      await portal.call('admin', 'get', '/events?limit=1').expect(200);
      await portal.call('admin', 'get', '/events?limit=1').expect(200);
      await eventually(async () =>
        expect((await ownReads('list-events')).length).toBeGreaterThanOrEqual(
          before + 3,
        ),
      );
    });
  });

  it('tells readers about the recording, and nobody else', async () => {
    const me = async (caller: CallerName) =>
      (await portal.call(caller, 'get', '/me').expect(200)).body.logging;
    expect(await me('grantee, expired')).toBeNull();
    expect(await me('engineer')).toEqual({
      state: 'enabled',
      changedAt: expect.any(String),
      changedBy: 'user:default/ada',
      reason: null,
      unavailableReason: null,
      keptUntil: null,
      isImpaired: expect.any(Boolean),
    });
  });

  it('ends its streams at shutdown', async () => {
    const stream = reading(await open('admin', ''));
    await stream.until(/"items":\[\]/);
    const stopped = portal.backend.stop();
    await stream.until(/"reason":"stopping"/);
    await expect(stopped).resolves.toBeUndefined();
  });
});
