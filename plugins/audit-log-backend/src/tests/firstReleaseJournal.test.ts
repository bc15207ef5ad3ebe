import { AuditEvent, RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  copyFirstReleaseJournal,
  openFirstReleaseDatabase,
} from '../__testUtils__/firstRelease';
import { eventually, startPortal } from '../__testUtils__/startPortal';
import { EVENTS_TABLE } from '../store';

jest.setTimeout(120_000);

const databases = createTestDatabases();

type Line = { e?: RecordedEvent; b?: RecordedEvent; n?: string; o?: string };

/** Every line that the process had written when it was killed. */
function linesOf(folder: string): Line[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter(name => name.endsWith('.jsonl'))
    .sort()
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

describe.each(databases.eachSupportedId())('first release on %s', id => {
  let knex: Knex;
  let folder: string;

  beforeEach(async () => {
    knex = await openFirstReleaseDatabase(databases, id);
    folder = copyFirstReleaseJournal();
  });

  const start = () =>
    startPortal({
      knex,
      auditLog: { recording: { journal: { enabled: true, folder } } },
    });

  it('leaves a journal whose events reach the log, each once', async () => {
    const stored = new Set(await knex(EVENTS_TABLE).pluck('id'));
    const [held] = readdirSync(join(folder, 'quarantine'));
    const quarantined = JSON.parse(
      readFileSync(join(folder, 'quarantine', held), 'utf8'),
    );
    const lines = linesOf(folder);
    const unsent = lines.flatMap(({ e }) =>
      e && !stored.has(e.id) && e.id !== quarantined.event.id ? [e] : [],
    );
    // What the fixture was made to hold.
    expect(unsent.filter(({ eventId }) => eventId === 'unsent')).toHaveLength(
      12,
    );
    expect(new Set(unsent.map(({ severity }) => severity)).size).toBe(4);
    const ended = new Set(
      lines.flatMap(({ e, o }) =>
        e && e.outcome !== 'pending' ? [o ?? e.id] : [],
      ),
    );
    const openOnes = lines.flatMap(({ b }) =>
      b && !ended.has(b.id) && /open-operation|long/.test(b.eventId) ? [b] : [],
    );
    expect(new Set(openOnes.map(({ eventId }) => eventId))).toEqual(
      new Set(['open-operation', 'long-operation']),
    );
    const first = await start();
    await eventually(async () => {
      const ids = new Set(await knex(EVENTS_TABLE).pluck('id'));
      expect(unsent.filter(event => !ids.has(event.id))).toEqual([]);
    });

    // Each as it was, in one row.
    for (const event of unsent) {
      const { body } = await first.call('admin', 'get', `/events/${event.id}`);
      const { sequence, recordedAt, leafHash, ...shown } = body as AuditEvent;
      const { appendedAt, leafVersion, ...recorded } = shown;
      expect(recorded).toEqual({ ...event, deliveredBy: null });
    }
    const rows = await knex(EVENTS_TABLE).orderBy('sequence').pluck('sequence');
    expect(rows.map(Number)).toEqual(rows.map((_, index) => index + 1));

    // What was open ends as unknown: in place of its begin, or amending it.
    await eventually(async () => {
      const rowsOfUnknown = await knex(EVENTS_TABLE).where(
        'outcome',
        'unknown',
      );
      const ends = openOnes.map(begun =>
        rowsOfUnknown.filter(
          row => row.id === begun.id || row.amends === begun.id,
        ),
      );
      expect(ends.map(({ length }) => length)).toEqual(ends.map(() => 1));
    });

    await eventually(async () => {
      const { body } = await first.call('admin', 'get', '/quarantine');
      expect(body).toMatchObject({
        total: 1,
        items: [{ id: quarantined.event.id, reason: quarantined.reason }],
      });
    });
    expect(existsSync(join(folder, 'quarantine', held))).toBe(true);
    await first.backend.stop();
  });
});
