import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('polling on %s', id => {
  async function start() {
    const knex = await databases.init(id);
    const { backend, call } = await startPortal({ knex });
    await call('admin', 'post', '/settings/enable').expect(202);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/me');
      expect(body.logging.state).toBe('enabled');
    });
    const poll = async (
      cursor?: string,
      caller: 'token for reading' | 'engineer' = 'token for reading',
    ) => {
      const { body } = await call(
        caller,
        'get',
        `/events?order=asc&limit=1000${cursor ? `&cursor=${cursor}` : ''}`,
      ).expect(200);
      return body as { items: AuditEvent[]; nextCursor: string };
    };
    const own = async () =>
      (
        await knex('audit_log_events')
          .where({ event_id: 'event-read', actor_ref: 'external:siem' })
          .orderBy('sequence')
          .select('meta')
      ).map(({ meta }) => JSON.parse(meta));
    return { backend, call, poll, own };
  }

  it('reads no poll of its own over and over, and tells at shutdown what left', async () => {
    const { backend, poll, own } = await start();
    const first = await poll();
    expect(first.items.length).toBeGreaterThan(0);
    let { nextCursor } = first;
    const read = [...first.items];
    // The event of the first poll comes, and after it nothing.
    await eventually(async () => {
      const page = await poll(nextCursor);
      read.push(...page.items);
      nextCursor = page.nextCursor;
      expect(page.items).toEqual([]);
      expect(read.some(({ eventId }) => eventId === 'event-read')).toBe(true);
    });
    for (let again = 0; again < 3; again += 1) {
      expect((await poll(nextCursor)).items).toEqual([]);
    }
    const begun = await own();
    expect(begun).toEqual([
      { queryType: 'poll', query: {}, poll: expect.any(String) },
    ]);
    await backend.stop();
    expect(await own()).toEqual([
      ...begun,
      {
        queryType: 'poll-end',
        query: {},
        poll: begun[0].poll,
        reads: expect.any(Number),
        rows: read.length,
        firstSequence: '1',
        lastSequence: read[read.length - 1].sequence,
        since: expect.any(String),
        until: expect.any(String),
      },
    ]);
  });

  it('hides neither older reads nor refusals', async () => {
    const { call, poll, own } = await start();
    const { items, nextCursor } = await poll();
    await eventually(async () => {
      const page = await poll(nextCursor);
      expect(page.items.length).toBeGreaterThan(0);
    });
    await call('engineer', 'get', '/events?order=asc').expect(403);
    await call('engineer', 'get', '/events?order=asc').expect(403);
    // From the beginning again, with another question.
    await call(
      'token for reading',
      'get',
      `/events?order=asc&q=${encodeURIComponent('plugin:audit-log')}`,
    ).expect(200);
    expect(items.length).toBeGreaterThan(0);
    await eventually(async () => {
      expect((await own()).map(({ queryType }) => queryType)).toEqual([
        'poll',
        'poll',
      ]);
      const { body } = await call(
        'admin',
        'get',
        `/events?q=${encodeURIComponent(
          'event:event-read outcome:failed actor:user:default/eva',
        )}`,
      ).expect(200);
      expect(body.items).toHaveLength(2);
    });
  });
});
