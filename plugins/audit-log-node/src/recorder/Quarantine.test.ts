import { createMockDirectory } from '@backstage/backend-test-utils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { eventOf, idsOf } from '../tests/recordedEvents';
import { Quarantine, QuarantineLimits } from './Quarantine';

const directory = createMockDirectory();
const folder = () => join(directory.path, 'quarantine');
const open = (limits?: Partial<QuarantineLimits>) =>
  new Quarantine(folder(), limits);
const heldIds = (quarantine: Quarantine) =>
  quarantine.all().map(({ id }) => id);
const modeOf = (path: string) => (statSync(path).mode % 0o1000).toString(8);

async function addAll(quarantine: Quarantine, events: RecordedEvent[]) {
  return Promise.all(
    events.map((event, index) => quarantine.add(event, 'refused', index)),
  );
}

describe('Quarantine', () => {
  beforeEach(() => directory.clear());

  it('outlives the process, in files that only it may read', async () => {
    const events = [eventOf(), eventOf({ meta: { a: 'x' } })];
    await addAll(open(), events);
    const names = readdirSync(folder());
    expect(names.sort()).toEqual(
      idsOf(events)
        .map(id => `${id}.json`)
        .sort(),
    );
    expect(modeOf(folder())).toBe('700');
    expect(modeOf(join(folder(), names[0]))).toBe('600');
    const taken: RecordedEvent[] = [];
    const again = open();
    expect(again.all()).toMatchObject([
      { id: events[0].id, reason: 'refused', event: { id: events[0].id } },
      { id: events[1].id, event: { actor: events[1].actor, meta: null } },
    ]);
    await again.retry(async event => taken.push(event) > 0);
    expect(taken).toEqual(events);
  });

  it('removes what a process that died was still writing, and nothing else', async () => {
    const event = eventOf();
    await addAll(open(), [event]);
    const hourAgo = Date.now() / 1000 - 3_600;
    const left: [string, boolean][] = [
      ['a.json.17.tmp', true],
      ['b.json.17.tmp', false],
      ['c.tmp', true],
      ['d.json.17.tmp.json', true],
    ];
    for (const [name, isLongAgo] of left) {
      const path = join(folder(), name);
      writeFileSync(path, '{"event":{"id":"a"');
      if (isLongAgo) {
        utimesSync(path, hourAgo, hourAgo);
      }
    }
    expect(heldIds(open())).toContain(event.id);
    expect(readdirSync(folder()).sort()).toEqual(
      [
        `${event.id}.json`,
        'b.json.17.tmp',
        'c.tmp',
        'd.json.17.tmp.json',
      ].sort(),
    );
  });

  it.each([
    ['cut off', '{"event":{"id":"id-9"'],
    ['empty', ''],
    ['of zeros', '\0'.repeat(4096)],
    ['no event', '{"event":{}}'],
    ['null', 'null'],
  ])(
    'lists a file that is %s beside all others, and keeps it',
    async (_, text) => {
      const events = [eventOf(), eventOf(), eventOf()];
      await addAll(open(), events);
      writeFileSync(join(folder(), 'id-9.json'), text);
      const quarantine = open();
      expect(heldIds(quarantine).sort()).toEqual(
        [...idsOf(events), 'id-9'].sort(),
      );
      expect(quarantine.all().find(({ id }) => id === 'id-9')).toMatchObject({
        event: null,
        reason: expect.stringContaining("can't be read"),
      });
      expect(await quarantine.retry(async () => true)).toBe(3);
      expect(heldIds(quarantine)).toEqual(['id-9']);
      expect(readFileSync(join(folder(), 'id-9.json'), 'utf8')).toBe(text);
      await quarantine.discard(['id-9']);
      expect(readdirSync(folder())).toEqual([]);
      expect(quarantine.size).toBe(0);
    },
  );

  it('takes what an earlier version left, and nothing that is half written', async () => {
    const event = eventOf();
    directory.setContent({
      quarantine: {
        [`${event.id}.json`]: JSON.stringify({
          event,
          reason: 'no',
          since: event.startedAt,
        }),
        [`${event.id}.json.7.tmp`]: '{',
      },
    });
    expect(open().all()).toMatchObject([{ id: event.id, reason: 'no' }]);
  });

  it('lets go of an event only after it is durable elsewhere', async () => {
    const events = [eventOf(), eventOf()];
    const quarantine = open();
    await addAll(quarantine, events);
    const present: boolean[] = [];
    await quarantine.retry(async ({ id }) => {
      present.push(readdirSync(folder()).includes(`${id}.json`));
      return id === events[0].id;
    });
    expect(present).toEqual([true, true]);
    expect(heldIds(quarantine)).toEqual([events[1].id]);
    expect(heldIds(open())).toEqual([events[1].id]);
  });

  it('keeps what is refused once more while it is tried', async () => {
    const event = eventOf();
    const quarantine = open();
    await quarantine.add(event, 'first', 0);
    await quarantine.retry(async () => quarantine.add(event, 'second', 0));
    expect(quarantine.all()).toMatchObject([{ reason: 'second' }]);
    expect(open().all()).toMatchObject([{ reason: 'second' }]);
  });

  it('keeps no more than there is room for', async () => {
    const few = open({ files: 3 });
    expect(
      await addAll(
        few,
        Array.from({ length: 5 }, () => eventOf()),
      ),
    ).toEqual([true, true, true, false, false]);
    await few.discard(heldIds(few).slice(1));
    expect(await few.add(eventOf(), 'refused', 0)).toBe(true);
    expect(readdirSync(folder())).toHaveLength(2);

    directory.clear();
    const small = open({ bytes: 1_500, inMemory: 1 });
    const kept = await addAll(
      small,
      Array.from({ length: 9 }, () => eventOf()),
    );
    const files = readdirSync(folder()).length;
    expect(files).toBeLessThan(5);
    expect(kept.filter(Boolean)).toHaveLength(files + 1);
  });

  it('keeps some in memory where there is no folder', async () => {
    const quarantine = new Quarantine(undefined, { inMemory: 2 });
    const events = [eventOf({ meta: { a: 1 } }), eventOf(), eventOf()];
    expect(await addAll(quarantine, events)).toEqual([true, true, false]);
    expect(quarantine.all()[0].event).toEqual(events[0]);
  });
});
