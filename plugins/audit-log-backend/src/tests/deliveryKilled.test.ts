import { createMockDirectory } from '@backstage/backend-test-utils';
import { AuditEvent, RecorderStatus } from 'backstage-plugin-audit-log-common';
import { ChildProcess, fork } from 'node:child_process';
import { AddressInfo } from 'node:net';
import { createTestDatabases } from '../__testUtils__/databases';
import type {
  DeliveringNews,
  DeliveringOrder,
} from '../__testUtils__/deliveringProcess';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(300_000);

const databases = createTestDatabases();
const folder = createMockDirectory();

/** A process takes a while to load. */
const within = <T>(attempt: () => T | Promise<T>) =>
  eventually(attempt, 120_000);

/** The same for what holds sooner or later. */
function until(isSo: () => boolean, what: string): Promise<void> {
  return within(() => {
    if (!isSo()) {
      throw new Error(`Expected that ${what}`);
    }
  });
}

/** A backend that delivers, in a process of its own. */
class DeliveringBackend {
  readonly resolved = new Set<string>();
  #recording: string | undefined;
  #status: RecorderStatus | undefined;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  constructor(port: number) {
    this.#child = fork(
      require.resolve('../__testUtils__/deliveringProcess.ts'),
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
      },
    );
    this.#exited = new Promise(resolve =>
      this.#child.once('exit', () => resolve()),
    );
    this.#child.on('message', (news: DeliveringNews) => {
      if (news.resolved !== undefined) {
        this.resolved.add(news.resolved);
      }
      this.#recording = news.recording ?? this.#recording;
      this.#status = news.status ?? this.#status;
    });
    this.order({ start: { journalFolder: folder.path, port } });
  }

  order(order: DeliveringOrder): void {
    this.#child.send(order);
  }

  hears(recording: string): Promise<void> {
    return until(() => this.#recording === recording, `it hears ${recording}`);
  }

  /** So many of the calls about these names. */
  hasResolved(named: string[], count: number = named.length): Promise<void> {
    return until(
      () => named.filter(name => this.resolved.has(name)).length >= count,
      `${count} of ${named[0]} and its like have resolved`,
    );
  }

  async flush(): Promise<RecorderStatus> {
    this.#status = undefined;
    this.order({ flush: true });
    await until(() => this.#status !== undefined, 'it has flushed');
    return this.#status!;
  }

  /** Without any warning. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe.each(databases.eachSupportedId())('another backend, on %s', id => {
  let running: DeliveringBackend | undefined;

  afterEach(() => running?.kill());

  it('loses, doubles and repeats nothing when it is killed while it delivers, through disabling and enabling', async () => {
    folder.clear();
    const { backend, call } = await startPortal({
      knex: await databases.init(id),
    });
    const { port } = backend.server.address() as AddressInfo;
    const start = () => {
      running = new DeliveringBackend(port);
      return running;
    };
    const becomes = async (state: string) => {
      await within(async () => {
        const { body } = await call('admin', 'get', '/settings').expect(200);
        expect(body.state).toBe(state);
      });
    };
    const stored = async (): Promise<[string, string][]> =>
      (
        await call('admin', 'get', '/events')
          .query({ q: 'plugin:catalog -event:entity-change', limit: 1000 })
          .expect(200)
      ).body.items.map(({ eventId, outcome }: AuditEvent) => [
        eventId,
        outcome,
      ]);

    const promised: string[] = [];
    const ordered = new Set<string>();
    const open: string[] = [];
    /** Kills it when some of its calls have resolved, and more are under way. */
    const killAfter = async (life: DeliveringBackend, prefix: string) => {
      const begun = names(`${prefix}-open`, 2);
      life.order({ begin: begun });
      await life.hasResolved(begun);
      open.push(...begun);
      const audited = names(prefix, 60);
      audited.forEach(name => ordered.add(name));
      life.order({ audit: audited });
      await life.hasResolved(audited, 5);
      await life.kill();
      promised.push(...audited.filter(name => life.resolved.has(name)));
    };

    await call('admin', 'post', '/settings/enable').expect(202);
    await becomes('enabled');
    const first = start();
    await first.hears('on');
    await killAfter(first, 'first');

    const second = start();
    await second.hears('on');
    await second.flush();
    await killAfter(second, 'second');
    // What it leaves is delivered by one that never hears anything but 'off'.
    await call('admin', 'post', '/settings/disable').expect(202);
    await becomes('disabled');
    const heir = start();
    await heir.hears('off');
    await within(async () => {
      expect(await heir.flush()).toMatchObject({ queued: 0, dropped: 0 });
      expect((await stored()).map(([name]) => name)).toEqual(
        expect.arrayContaining([...promised, ...open]),
      );
    });
    heir.order({ audit: names('off', 20) });
    await heir.hasResolved(names('off', 20));
    await heir.kill();

    const third = start();
    await third.hears('off');
    third.order({ audit: names('still-off', 20) });
    await third.hasResolved(names('still-off', 20));
    await call('admin', 'post', '/settings/enable').expect(202);
    await becomes('enabled');
    await third.hears('on');
    await killAfter(third, 'third');

    const last = start();
    await last.hears('on');
    await within(async () => {
      expect(await last.flush()).toMatchObject({
        queued: 0,
        quarantined: 0,
        dropped: 0,
        problems: [],
      });
      expect((await stored()).map(([name]) => name)).toEqual(
        expect.arrayContaining([...promised, ...open]),
      );
    });

    const all = await stored();
    const of = (outcome: string) =>
      all.filter(each => each[1] === outcome).map(([name]) => name);
    expect(of('unknown').sort()).toEqual(open.sort());
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    // What was under way when it died may be there, too; nothing else is.
    expect(of('succeeded').filter(name => !ordered.has(name))).toEqual([]);
    expect(all.length).toBe(of('succeeded').length + open.length);

    // It was all taken: there is nothing that the next one would deliver.
    const { appended, duplicates } = await last.flush();
    await last.hears('on');
    expect(await last.flush()).toMatchObject({ appended, duplicates });
    await last.kill();
    await backend.stop();
  });
});
