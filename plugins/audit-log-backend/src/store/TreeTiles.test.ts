import {
  appendLeaves,
  decodeFrontier,
  emptyFrontier,
  frontierRoot,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { COUNTS_TABLE, EVENTS_TABLE, HEAD_TABLE, TILES_TABLE } from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';
import { TreeTiles } from './TreeTiles';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** First, middle and last of the full subtrees of each level. */
function places(size: number): [number, number][] {
  const result: [number, number][] = [];
  for (let level = 0; 2 ** level <= size; level++) {
    const last = Math.floor(size / 2 ** level) - 1;
    for (const index of new Set([0, Math.floor(last / 2), last])) {
      result.push([level, index]);
    }
  }
  return result;
}

/** The same subtrees, of the leaves that they are over. */
function treeOf(leaves: Buffer[]): Buffer[] {
  return places(leaves.length).map(([level, index]) => {
    const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level];
    return frontierRoot(appendLeaves(emptyFrontier, leaves.slice(from, to)));
  });
}

describe.each(databases.eachSupportedId())('tree and retention on %s', id => {
  let knex: Knex;
  let store: DatabaseEventStore;
  let hashes: Buffer[];

  beforeEach(async () => {
    knex = await initDatabase(databases, id);
    store = await DatabaseEventStore.create({ knex });
  });

  async function append(count: number) {
    for (let i = 0; i < count; i += 1000) {
      await store.append(
        recordedEvents(Math.min(1000, count - i), n => ({
          plugin: n % 10 === 0 ? 'held' : 'catalog',
        })),
      );
    }
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    hashes = rows.map(row => row.leaf_hash);
  }

  /** The subtrees that the database finds. */
  async function foundTree(): Promise<Buffer[]> {
    const tiles = new TreeTiles(knex);
    await tiles.extend();
    const { sequence } = await store.completeTo();
    const found: Buffer[] = [];
    for (const [level, index] of places(Number(sequence))) {
      found.push(await tiles.subtreeHash(level, index));
    }
    return found;
  }

  it.each([1, 255, 256, 257, 1300])('has its subtrees at %d', async size => {
    await append(size);
    expect(await foundTree()).toEqual(treeOf(hashes));
  });

  it('has tiles of more than one level', async () => {
    await append(256 * 260 + 3);
    expect(await foundTree()).toEqual(treeOf(hashes));
    const levels = await knex(TILES_TABLE)
      .groupBy('level')
      .orderBy('level')
      .select('level')
      .count({ count: '*' });
    expect(levels.map(row => Number(row.count))).toEqual([260, 1]);
  });

  it('is the same when tiles are made bit by bit and by two at once', async () => {
    await append(300);
    await new TreeTiles(knex).extend();
    await append(700);
    await Promise.all([
      new TreeTiles(knex).extend(),
      new TreeTiles(knex).extend(),
    ]);
    expect(await foundTree()).toEqual(treeOf(hashes));
  });

  it('stays whole when events are removed, also the newest ones', async () => {
    await append(700);
    const before = hashes;
    const result = await store.prune({
      where: [query => query.whereNot('e.plugin', 'held')],
      toSequence: '690',
      limit: 10_000,
    });
    expect(result).toEqual({ removed: 621, lastSequence: '690' });
    expect(await foundTree()).toEqual(treeOf(before));
    expect((await store.append(recordedEvents(500))).completeTo.sequence).toBe(
      '1200',
    );
    const rows = await knex(EVENTS_TABLE)
      .where('sequence', '>', 700)
      .orderBy('sequence');
    const after = [...before, ...rows.map(row => row.leaf_hash)];
    expect(await foundTree()).toEqual(treeOf(after));
    const head = await knex(HEAD_TABLE).first();
    expect(decodeFrontier(1200, head.frontier)).toEqual(
      appendLeaves(emptyFrontier, after),
    );
  });

  it('removes the oldest first, at most as many as asked for', async () => {
    await append(30);
    const all = { where: [], toSequence: '25', limit: 10 };
    expect(await store.prune(all)).toEqual({ removed: 10, lastSequence: '10' });
    expect(await store.prune(all)).toEqual({ removed: 10, lastSequence: '20' });
    expect(await store.prune(all)).toEqual({ removed: 5, lastSequence: '25' });
    expect(await store.prune(all)).toEqual({ removed: 0, lastSequence: null });
    const { items } = await store.list({ where: [], order: 'asc', limit: 99 });
    expect(items.map(event => event.sequence)).toEqual([
      '26',
      '27',
      '28',
      '29',
      '30',
    ]);
  });

  it('takes what it removes off the counts', async () => {
    const [begun, ended] = recordedEvents(2);
    await store.append([begun]);
    await store.append([{ ...ended, amends: begun.id }, ...recordedEvents(3)]);
    await store.prune({ where: [], toSequence: '3', limit: 99 });
    expect((await knex(COUNTS_TABLE)).map(row => Number(row.count))).toEqual([
      2,
    ]);
    await store.prune({ where: [], toSequence: '5', limit: 99 });
    expect(await knex(COUNTS_TABLE)).toEqual([]);
  });

  it('can be pruned while events are appended', async () => {
    await append(2000);
    const appends = Promise.all(
      Array.from({ length: 20 }, () => store.append(recordedEvents(50))),
    );
    let removed = 0;
    for (let round = 0; round < 8; round++) {
      removed += (
        await store.prune({ where: [], toSequence: '2000', limit: 250 })
      ).removed;
    }
    await appends;
    expect(removed).toBe(2000);
    expect((await store.completeTo()).sequence).toBe('3000');
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    expect(rows).toHaveLength(1000);
    expect(await foundTree()).toEqual(
      treeOf([...hashes, ...rows.map(row => row.leaf_hash)]),
    );
  });

  it('says which events are missing, where somebody removed them', async () => {
    await append(300);
    await knex(EVENTS_TABLE).where('sequence', 7).delete();
    await expect(new TreeTiles(knex).extend()).rejects.toThrow(
      'The log lacks events from sequence 1 to 256: found the hashes of 255, expected 256',
    );
  });
});
