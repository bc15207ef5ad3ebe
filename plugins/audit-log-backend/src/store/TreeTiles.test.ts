import { randomBytes } from 'node:crypto';
import {
  appendLeaves,
  decodeFrontier,
  emptyFrontier,
  frontierRoot,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import {
  EVENTS_TABLE,
  HEAD_TABLE,
  REMOVED_LEAVES_TABLE,
  TILES_TABLE,
} from './columns';
import { DatabaseEventPruner } from './DatabaseEventPruner';
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
    const leaves = Array.from({ length: 256 * 260 + 3 }, () => randomBytes(32));
    await knex.batchInsert(
      REMOVED_LEAVES_TABLE,
      leaves.map((hash, i) => ({ sequence: i + 1, leaf_hash: hash })),
      400,
    );
    await knex(HEAD_TABLE).update({ sequence: leaves.length });
    expect(await foundTree()).toEqual(treeOf(leaves));
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
    const pruner = new DatabaseEventPruner({ knex });
    const { removed } = await pruner.prune({
      where: [query => query.whereNot('e.plugin', 'held')],
      limit: 10_000,
    });
    expect(removed).toBe(630);
    expect(await foundTree()).toEqual(treeOf(before));
    // Of the full tiles none, of the 188 events after them all but 18.
    expect(await knex(REMOVED_LEAVES_TABLE)).toHaveLength(170);
    await store.append(recordedEvents(500));
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

  it('can be pruned while events are appended', async () => {
    await append(2000);
    const before = hashes;
    const where = [(q: Knex.QueryBuilder) => q.where('e.sequence', '<=', 2000)];
    const appends = Promise.all(
      Array.from({ length: 20 }, () => store.append(recordedEvents(50))),
    );
    const pruner = new DatabaseEventPruner({ knex });
    let removed = 0;
    for (let round = 0; round < 8; round++) {
      removed += (await pruner.prune({ where, limit: 250 })).removed;
      await new TreeTiles(knex).extend();
    }
    await appends;
    expect(removed).toBe(2000);
    expect((await store.completeTo()).sequence).toBe('3000');
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    expect(rows).toHaveLength(1000);
    expect(await foundTree()).toEqual(
      treeOf([...before, ...rows.map(row => row.leaf_hash)]),
    );
  });

  it('keeps what a predicate with OR does not name', async () => {
    await append(20);
    const { removed } = await new DatabaseEventPruner({ knex }).prune({
      where: [
        q => q.where('e.plugin', 'held').orWhere('e.plugin', 'catalog'),
        q => q.where('e.sequence', '<=', 5),
      ],
      limit: 99,
    });
    expect(removed).toBe(5);
  });

  it('says which events are missing, where somebody removed them', async () => {
    await append(300);
    await knex(EVENTS_TABLE).where('sequence', 7).delete();
    await expect(new TreeTiles(knex).extend()).rejects.toThrow(
      'The log lacks events from sequence 1 to 256: found the hashes of 255, expected 256',
    );
  });
});
