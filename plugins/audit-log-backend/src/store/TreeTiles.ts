import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import {
  EVENTS_TABLE,
  HEAD_TABLE,
  REMOVED_LEAVES_TABLE,
  TILES_TABLE,
} from './columns';

/** Hashes in a full tile; a tile is 8 levels of the tree high. */
export const TILE_WIDTH = 256;

const TILE_LEVELS = 8;
const HASH_BYTES = 32;

/** Tiles that are made in one go: their events are held in memory. */
const TILES_AT_ONCE = 32;

interface TileRow {
  level: number;
  tile: string | number;
  hashes: Buffer;
}

/**
 * The hashes of the log's Merkle tree.
 *
 * @remarks
 * Full tiles are made of the events once, by whoever needs them first; all
 * replicas make the same. What is right of the last full tile is read from
 * the events and from the leaves that are kept of removed ones.
 */
export class TreeTiles {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Makes the tiles that are full by now and not there yet.
   *
   * @returns the number of leaves that full tiles hold
   */
  async extend(): Promise<number> {
    const head = await this.#knex(HEAD_TABLE).first('sequence');
    const full = Math.floor(Number(head.sequence) / TILE_WIDTH);
    let below = full;
    for (let level = 0; below > 0; level++) {
      const made = await this.#count(level);
      for (let tile = made; tile < below; tile += TILES_AT_ONCE) {
        await this.#make(level, tile, Math.min(tile + TILES_AT_ONCE, below));
      }
      below = Math.floor(below / TILE_WIDTH);
    }
    await this.#knex(REMOVED_LEAVES_TABLE)
      .where('sequence', '<=', full * TILE_WIDTH)
      .delete();
    return full * TILE_WIDTH;
  }

  /**
   * The hash of the subtree over 2^`level` leaves that begins at leaf
   * `index` · 2^`level`, counted from 0.
   */
  async subtreeHash(level: number, index: number): Promise<Buffer> {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const count = 2 ** (level % TILE_LEVELS);
    return rootOf(await this.#hashes(tileLevel, index * count, count));
  }

  /**
   * The hashes of the leaves after the first `after`, up to `size`, 32 bytes
   * each, a tile at a time.
   */
  async *leafHashes(after: number, size: number): AsyncGenerator<Buffer> {
    for (let start = after; start < size; ) {
      const edge = (Math.floor(start / TILE_WIDTH) + 1) * TILE_WIDTH;
      const end = Math.min(size, edge);
      yield Buffer.concat(await this.#hashes(0, start, end - start));
      start = end;
    }
  }

  /** The number of full tiles of a level. */
  async #count(level: number): Promise<number> {
    const last = await this.#knex(TILES_TABLE)
      .where({ level })
      .orderBy('tile', 'desc')
      .first('tile');
    return last ? Number(last.tile) + 1 : 0;
  }

  async #make(level: number, from: number, to: number): Promise<void> {
    const count = (to - from) * TILE_WIDTH;
    const hashes =
      level === 0
        ? await this.#leafHashes(from * TILE_WIDTH, count)
        : await this.#rootsBelow(level, from * TILE_WIDTH, count);
    const rows = Array.from({ length: to - from }, (_, i) => ({
      level,
      tile: from + i,
      hashes: Buffer.concat(hashes.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH)),
    }));
    await this.#knex(TILES_TABLE)
      .insert(rows)
      .onConflict(['level', 'tile'])
      .ignore();
  }

  /** Hashes of a level of tiles; `count` of them never cross a tile's edge. */
  async #hashes(
    level: number,
    start: number,
    count: number,
  ): Promise<Buffer[]> {
    const tile = Math.floor(start / TILE_WIDTH);
    const row: TileRow | undefined = await this.#knex(TILES_TABLE)
      .where({ level, tile })
      .first();
    if (!row) {
      return level === 0
        ? this.#leafHashes(start, count)
        : this.#rootsBelow(level, start, count);
    }
    const first = start % TILE_WIDTH;
    return splitHashes(row.hashes).slice(first, first + count);
  }

  /** The same, of the tiles one level below. */
  async #rootsBelow(
    level: number,
    start: number,
    count: number,
  ): Promise<Buffer[]> {
    const rows: { hashes: Buffer }[] = await this.#knex(TILES_TABLE)
      .where({ level: level - 1 })
      .whereBetween('tile', [start, start + count - 1])
      .orderBy('tile')
      .select('hashes');
    if (rows.length !== count) {
      throw new Error(
        `The tree of the log lacks tiles of level ${
          level - 1
        } from ${start}: found ${rows.length}, expected ${count}`,
      );
    }
    return rows.map(row => rootOf(splitHashes(row.hashes)));
  }

  async #leafHashes(start: number, count: number): Promise<Buffer[]> {
    const range = [start + 1, start + count] as const;
    const rows: { leaf_hash: Buffer }[] = await this.#knex(EVENTS_TABLE)
      .whereBetween('sequence', range)
      .select('sequence', 'leaf_hash')
      .unionAll(
        this.#knex(REMOVED_LEAVES_TABLE)
          .whereBetween('sequence', range)
          .select('sequence', 'leaf_hash'),
      )
      .orderBy('sequence');
    if (rows.length !== count) {
      throw new Error(
        `The log lacks events from sequence ${range[0]} to ${range[1]}: found the hashes of ${rows.length}, expected ${count}`,
      );
    }
    return rows.map(row => row.leaf_hash);
  }
}

function splitHashes(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function rootOf(hashes: Buffer[]): Buffer {
  return frontierRoot(appendLeaves(emptyFrontier, hashes));
}
