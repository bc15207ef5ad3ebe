import { once } from 'node:events';
import { AddressInfo, connect } from 'node:net';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** More than what sockets and streams hold for a reader who doesn't read. */
const EVENTS = 800;
const NOTE = 'x'.repeat(12_000);

describe.each(databases.eachSupportedId())('a caller who left on %s', id => {
  it('leaves a download whose outcome is unknown, with what was sent', async () => {
    const { call, backend } = await startPortal({
      knex: await databases.init(id),
    });
    await call('admin', 'post', '/settings/enable').expect(202);
    const events = Array.from({ length: EVENTS }, () =>
      recordedEvent({ meta: { note: NOTE } }),
    );
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events })
        .expect(200);
    });

    const { port } = backend.server.address() as AddressInfo;
    const caller = connect(port, '127.0.0.1');
    caller.on('error', () => {});
    caller.write(
      'GET /api/audit-log/v1/events/download?format=jsonl HTTP/1.1\r\nhost: x\r\nauthorization: Bearer test:admin\r\n\r\n',
    );
    await once(caller, 'data');
    caller.destroy();

    await eventually(async () => {
      const { body } = await call(
        'admin',
        'get',
        '/events?q=event:event-download',
      );
      expect(body.items).toEqual([
        expect.objectContaining({
          outcome: 'unknown',
          error: expect.objectContaining({
            message: expect.stringMatching(/^The caller left/),
          }),
          meta: expect.objectContaining({
            query: expect.objectContaining({ format: 'jsonl' }),
            rows: expect.any(Number),
          }),
        }),
      ]);
    });
  });
});
