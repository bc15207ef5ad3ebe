import notificationsBackend from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { Entity } from '@backstage/catalog-model';
import { gunzipSync } from 'node:zlib';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft, range } from '../__testUtils__/exportsHarness';
import {
  mailConfig,
  recipientsOf,
  startMailServer,
} from '../__testUtils__/mailServer';
import { refusals } from '../__testUtils__/refusals';
import { S3Stub, startS3Stub } from '../__testUtils__/s3Stub';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(240_000);

const databases = createTestDatabases();

const ada: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', namespace: 'default', uid: 'ada' },
  spec: { profile: { email: 'ada@example.org' } },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform' }],
};

const denied = {
  status: 403,
  code: 'AccessDenied',
  message: 'Schreiben verboten: explicit deny in a bucket policy',
};

/** The sequences in the storage, object by object. */
function exported(stub: S3Stub): number[] {
  return [...stub.objects]
    .filter(([path]) => path.endsWith('.jsonl.gz'))
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([, { content }]) =>
      gunzipSync(content).toString().trim().split('\n'),
    )
    .map(line => Number(JSON.parse(line).sequence));
}

describe.each(databases.eachSupportedId())('mails of exports on %s', id => {
  const open = async () => {
    const { mails, port, stop: stopMail } = await startMailServer();
    const stub = await startS3Stub();
    const knex = await databases.init(id);
    const { backend, call } = await startPortal({
      knex,
      features: [catalogOf(() => [ada]), notificationsBackend, emailModule],
      config: mailConfig(port),
      auditLog: {
        storage: {
          allowedEndpoints: [stub.origin],
          profiles: [
            {
              name: 'stub',
              kind: 's3',
              accessKeyId: 'key',
              secretAccessKey: 'secret',
            },
          ],
        },
      },
    });
    const admin = async (method: 'get' | 'post', path: string, body?: object) =>
      (await call('admin', method, path).send(body)).body;
    const nextMail = async (subject = '') => {
      const mail = await slowly(async () => {
        expect(mails[0]).toBeDefined();
        return mails.shift()!;
      });
      expect(mail.subject).toContain(subject);
      expect(recipientsOf(mail)).toEqual(['ada@example.org']);
      return mail;
    };
    await admin('post', '/settings/enable', {});
    await nextMail('Audit logging is enabled');
    await admin('post', '/storage-integrations', {
      name: 'main',
      destination: 's3://exports/audit',
      endpoint: stub.origin,
      forcePathStyle: true,
      identity: { type: 'profile', profile: 'stub' },
    });
    await nextMail("'main' is ready");
    return {
      knex,
      stub,
      mails,
      admin,
      nextMail,
      stop: async () => {
        await backend.stop();
        await stub.stop();
        await stopMail();
      },
    };
  };

  it('tell an owner in the storage’s words, once, and when it is mended', async () => {
    const { knex, stub, mails, admin, nextMail, stop } = await open();
    try {
      const path = async () => {
        const { items } = await admin('get', '/export-schedules');
        return `/export-schedules/${items[0].id}`;
      };
      const runEnds = (status: string, attempt: number) =>
        slowly(async () => {
          const { items } = await admin('get', `${await path()}/runs`);
          expect(items[0]).toMatchObject({ status, attempt });
          return items[0];
        });
      await admin('post', '/export-schedules', {
        ...draft({ name: 'Nächtlich' }),
        destination: 's3://exports/audit/{run}-{from}-{to}.jsonl.gz',
      });
      await admin('post', `${await path()}/send-now`, {});
      await runEnds('succeeded', 1);

      stub.refusal = denied;
      await admin('post', `${await path()}/send-now`, {});
      const { id: run } = await runEnds('failed', 1);
      const failed = await nextMail("Export 'Nächtlich' failed");
      for (const text of [failed.text, failed.html]) {
        expect(text).toContain(`AccessDenied: ${denied.message}`);
      }
      expect(failed.html).toContain(
        'https://portal.example.org/audit-log/exports',
      );

      await admin('post', `/export-runs/${run}/retry`, {});
      await runEnds('failed', 2);
      await knex('audit_log_export_schedules').update({
        failures_in_a_row: 10,
      });
      await admin('post', `/export-runs/${run}/retry`, {});
      await runEnds('failed', 3);
      // The one after the second failure would have come before.
      const suspended = await nextMail("Export 'Nächtlich' is suspended");
      expect(suspended.text).toContain('It failed 11 times in a row');
      expect(suspended.text).toContain(`AccessDenied: ${denied.message}`);
      await expect(admin('get', await path())).resolves.toMatchObject({
        status: 'suspended',
      });

      stub.refusal = undefined;
      await admin('post', `${await path()}/resume`, {});
      await runEnds('succeeded', 4);
      await nextMail("Export 'Nächtlich' works again");
      await admin('post', `${await path()}/send-now`, {});
      await runEnds('succeeded', 1);
      const sequences = exported(stub);
      expect(sequences).toEqual(range(1, sequences.length));
      expect(mails).toEqual([]);
    } finally {
      await stop();
    }
  });

  it('tell what to do about each way to be refused', async () => {
    const { stub, admin, nextMail, stop } = await open();
    try {
      for (const { refusal } of refusals) {
        const { code } = refusal;
        stub.refusals.set(code, refusal);
        const { id: schedule } = await admin('post', '/export-schedules', {
          ...draft({ name: code }),
          destination: `s3://exports/audit/${code}/{run}-{from}-{to}.jsonl.gz`,
        });
        await admin('post', `/export-schedules/${schedule}/send-now`, {});
      }
      const texts = new Map<string, string>();
      while (texts.size < refusals.length) {
        const { subject, text } = await nextMail('failed');
        const [, name] = /Export '(\w+)' failed/.exec(subject!)!;
        texts.set(name, text!);
      }
      for (const { refusal, advice } of refusals) {
        const text = texts.get(refusal.code)?.replace(/\s+/g, ' ');
        expect(text).toContain(`${refusal.code}: ${refusal.message}`);
        expect(text).toMatch(advice);
      }
    } finally {
      await stop();
    }
  });
});

/** Exports are looked for every five seconds. */
async function slowly<T>(attempt: () => Promise<T>): Promise<T> {
  for (let round = 0; ; round++) {
    try {
      return await eventually(attempt);
    } catch (error) {
      if (round === 4) {
        throw error;
      }
    }
  }
}
