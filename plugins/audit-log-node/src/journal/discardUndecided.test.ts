import { createMockDirectory } from '@backstage/backend-test-utils';
import { AUDIT_LOG_CATEGORY } from 'backstage-plugin-audit-log-common';
import { readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { begunOf, eventOf, idsOf } from '../tests/recordedEvents';
import { FileJournal } from './FileJournal';

const directory = createMockDirectory();

function startJournal() {
  return new FileJournal({
    folder: directory.path,
    maxBytes: 16 * 1024 * 1024,
    note: () => ({ database: '', log: null }),
    now: Date.now,
  });
}

const files = () =>
  readdirSync(directory.path)
    .filter(name => name.endsWith('.jsonl'))
    .map(name => join(directory.path, name));

describe('discarding what is undecided', () => {
  beforeEach(() => directory.clear());

  it.each([
    ['also in memory', false],
    ['on disk only', true],
  ])('leaves everything else that is %s', async (_, spill) => {
    const journal = startJournal();
    const [decided, undecided, own] = [
      eventOf(),
      eventOf(),
      eventOf({ category: AUDIT_LOG_CATEGORY }),
    ];
    const [open, ended] = [begunOf(), begunOf()];
    journal.begin(open);
    journal.begin(ended)?.end();
    const marks = [decided, undecided, own].map(event =>
      journal.write(event, {
        operationId: event.id,
        spill,
        isUndecided: event !== decided,
      }),
    );
    if (!spill) {
      marks[1]?.mark.release();
    }
    journal.discardUndecided(AUDIT_LOG_CATEGORY);
    const texts = files()
      .map(path => readFileSync(path, 'utf8'))
      .join('');
    expect(
      [decided, undecided, own, open].map(({ id }) => texts.includes(id)),
    ).toEqual([true, false, true, true]);
    expect(
      idsOf((await journal.takeSpilled()).map(({ event }) => event)),
    ).toEqual(spill ? [decided.id, own.id] : []);
    expect(journal.status()).toMatchObject({ dropped: 0, damagedLines: 0 });
  });

  it.each([
    ['in memory', false],
    ['on disk only', true],
  ])('leaves what is kept, %s', async (_, spill) => {
    const journal = startJournal();
    const event = eventOf();
    journal.write(event, {
      operationId: event.id,
      spill,
      isUndecided: true,
    });
    journal.keepUndecided();
    // Said once, however often it is learned.
    const text = readFileSync(files()[0], 'utf8');
    journal.keepUndecided();
    journal.discardUndecided(AUDIT_LOG_CATEGORY);
    expect(files().map(path => readFileSync(path, 'utf8'))).toEqual([text]);
    expect(await journal.takeSpilled()).toMatchObject(
      spill ? [{ event, isUndecided: true, isKept: true }] : [],
    );
    expect(journal.status()).toMatchObject({ dropped: 0, damagedLines: 0 });
  });

  it('removes a file in which nothing else was', () => {
    const journal = startJournal();
    const event = eventOf();
    journal.write(event, {
      operationId: event.id,
      spill: true,
      isUndecided: true,
    });
    expect(files()).toHaveLength(1);
    journal.discardUndecided(AUDIT_LOG_CATEGORY);
    expect(files()).toEqual([]);
    expect(journal.isSpilling).toBe(false);
  });

  it('loses nothing of a file that can not be read', async () => {
    const journal = startJournal();
    const event = eventOf();
    journal.write(event, { operationId: event.id, spill: true });
    const [path] = files();
    renameSync(path, `${path}.away`);
    journal.discardUndecided(AUDIT_LOG_CATEGORY);
    renameSync(`${path}.away`, path);
    const [taken] = await journal.takeSpilled();
    expect(taken.event).toEqual(event);
  });
});
