import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { ExportNews } from '../exports';
import { NoticeLedger } from './NoticeLedger';
import { Notifier } from './Notifier';
import { Message } from './types';

const databases = createTestDatabases();

/** As much of a piece of news as messages tell. */
function failure(
  schedule: { name: string; owner?: string; failuresInARow: number },
  error = 'AccessDenied: You may not write here',
): ExportNews {
  return {
    kind: 'run-failed',
    suspended: schedule.failuresInARow > 10,
    schedule: { id: schedule.name, owner: 'user:default/ada', ...schedule },
    run: { error, spec: { integration: 'main' } },
  } as ExportNews;
}

describe.each(databases.eachSupportedId())('export messages on %s', id => {
  let sent: Message[];
  let now: Date;
  let notifier: Notifier;
  let breakLedger: () => Promise<void>;

  beforeEach(async () => {
    const knex = await initDatabase(databases, id);
    sent = [];
    now = new Date('2026-11-22T10:00:00.000Z');
    notifier = new Notifier({
      messenger: { send: async message => void sent.push(message) },
      ledger: new NoticeLedger({ knex, clock: () => now }),
      admins: ['group:default/platform', 'user:default/ada'],
      clock: () => now,
      findNames: async () => new Map(),
      timeZone: 'UTC',
    });
    breakLedger = () => knex.schema.dropTable('audit_log_notices');
  });
  const titles = () => sent.map(({ title }) => title);

  it('tells the first of many failures, and the one that was too many', async () => {
    for (let failuresInARow = 1; failuresInARow <= 11; failuresInARow++) {
      await notifier.exports(failure({ name: 'Nightly', failuresInARow }));
      now = new Date(now.getTime() + 3_600_000);
    }
    expect(titles()).toEqual([
      "Export 'Nightly' failed",
      "Export 'Nightly' is suspended",
    ]);
    expect(sent.map(({ to }) => to)).toEqual([
      ['user:default/ada'],
      ['user:default/ada', 'group:default/platform'],
    ]);
    for (const { description, link } of sent) {
      expect(description).toContain('AccessDenied: You may not write here');
      expect(link).toBe('/audit-log/exports/Nightly');
      expect(description).toContain('check the policies');
    }
  });

  it('tells once what befalls hundreds of schedules of one owner', async () => {
    for (let index = 0; index < 300; index++) {
      const name = `Schedule ${index}`;
      await notifier.exports(failure({ name, failuresInARow: 1 }));
    }
    expect(titles()).toEqual(["Export 'Schedule 0' failed"]);
    await notifier.exports(
      failure({ name: 'Of Eva', owner: 'user:default/eva', failuresInARow: 1 }),
    );
    await notifier.exports(
      failure({ name: 'Other', failuresInARow: 1 }, 'NoSuchBucket'),
    );
    now = new Date(now.getTime() + 3_600_000);
    await notifier.exports(failure({ name: 'Later', failuresInARow: 1 }));
    expect(titles().slice(1)).toEqual([
      "Export 'Of Eva' failed",
      "Export 'Other' failed",
      "Export 'Later' failed",
    ]);
  });

  it('tells Admins once that schedules of several owners are suspended', async () => {
    for (const owner of ['ada', 'eva', 'eva', 'tom']) {
      await notifier.exports(
        failure({
          name: `Of ${owner}`,
          owner: `user:default/${owner}`,
          failuresInARow: 11,
        }),
      );
    }
    expect(sent.map(({ to }) => to)).toEqual([
      ['user:default/ada', 'group:default/platform'],
      ['user:default/eva'],
      ['user:default/tom'],
    ]);
  });

  it('tells rather twice than never', async () => {
    await breakLedger();
    await notifier.exports(failure({ name: 'Nightly', failuresInARow: 1 }));
    expect(sent).toHaveLength(1);
  });
});
