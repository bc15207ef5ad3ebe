import { InputError, NotFoundError } from '@backstage/errors';
import {
  Consistency,
  Inclusion,
  SignedCheckpoint,
} from 'backstage-plugin-audit-log-common';
import {
  checkpointText,
  consistencyProof,
  inclusionProof,
  parseCheckpoint,
  ReadSubtree,
  signNote,
  treeRoot,
} from 'backstage-plugin-audit-log-node';
import { VisibleEvents } from '../reading';
import { EventStore, readLeaf, TreeTiles } from '../store';
import { CheckpointStore, IntegrityService, ReadSigner } from './types';
import { Knex } from 'knex';

export interface IntegrityOptions {
  knex: Knex;
  events: EventStore;
  checkpoints: CheckpointStore;
  signer: ReadSigner;
  clock: () => Date;
}

/** {@inheritDoc IntegrityService} */
export class DefaultIntegrityService implements IntegrityService {
  readonly #options: IntegrityOptions;
  readonly #tiles: TreeTiles;

  constructor(options: IntegrityOptions) {
    this.#options = options;
    this.#tiles = new TreeTiles(options.knex);
  }

  async checkpoint(): Promise<SignedCheckpoint> {
    const { checkpoints, signer, clock } = this.#options;
    const size = await this.#size();
    const [newest] = await checkpoints.list({ limit: 1 });
    if (newest && newest.size >= size) {
      return newest;
    }
    const readSubtree = await this.#readSubtree();
    await this.#checkAgainst(newest, readSubtree);
    const root = await treeRoot(size, readSubtree);
    const signingKey = await signer();
    const text = checkpointText({ origin: signingKey.name, size, root });
    await checkpoints.insert({
      size,
      time: clock().toISOString(),
      note: signNote(text, signingKey),
    });
    const [stored] = await checkpoints.list({ limit: 1 });
    return stored;
  }

  checkpoints(options: { below?: number; limit: number }) {
    return this.#options.checkpoints.list(options);
  }

  async verifierKeys(): Promise<string[]> {
    await this.#options.signer();
    const keys = await this.#options.checkpoints.listKeys();
    return keys.map(key => key.verifierKey);
  }

  async sign(text: string): Promise<string> {
    return signNote(text, await this.#options.signer());
  }

  async inclusion(options: {
    event: string;
    size?: number;
    visible: Pick<VisibleEvents, 'get'>;
  }): Promise<Inclusion> {
    const id = options.event.toLowerCase();
    const { knex } = this.#options;
    const leaf = (await options.visible.get(id))
      ? await readLeaf(knex, id)
      : undefined;
    if (!leaf) {
      throw new NotFoundError(`There is no event '${options.event}' for you`);
    }
    const size = options.size ?? (await this.checkpoint()).size;
    await this.#checkSize('size', size);
    const index = Number(leaf.sequence) - 1;
    if (index >= size) {
      throw new InputError(
        `Query parameter 'size' is ${size}: expected at least ${
          index + 1
        }, the sequence of the event`,
      );
    }
    const proof = await inclusionProof(index, size, await this.#readSubtree());
    return { ...leaf, size, proof: proof.map(hash => hash.toString('hex')) };
  }

  async *leafHashes(options: {
    after: number;
    size: number;
  }): AsyncGenerator<Uint8Array> {
    await this.#checkSize('size', options.size);
    await this.#tiles.extend();
    yield* this.#tiles.leafHashes(options.after, options.size);
  }

  async consistency(options: {
    from: number;
    to: number;
  }): Promise<Consistency> {
    const { from, to } = options;
    await this.#checkSize('to', to);
    if (from > to) {
      throw new InputError(
        `Query parameter 'from' is ${from}: expected at most 'to', which is ${to}`,
      );
    }
    const proof = await consistencyProof(from, to, await this.#readSubtree());
    return { from, to, proof: proof.map(hash => hash.toString('hex')) };
  }

  /** Never signs a log that contradicts what was signed before. */
  async #checkAgainst(
    newest: SignedCheckpoint | undefined,
    readSubtree: ReadSubtree,
  ): Promise<void> {
    if (newest) {
      const { size, root } = parseCheckpoint(newest.note);
      const found = await treeRoot(size, readSubtree);
      if (!found.equals(root)) {
        throw new Error(
          `The log was changed: its first ${size} events have the root ${found.toString(
            'hex',
          )}, the checkpoint of ${newest.time} says ${root.toString('hex')}`,
        );
      }
    }
  }

  async #size(): Promise<number> {
    const { sequence } = await this.#options.events.completeTo();
    if (sequence === '0') {
      throw new NotFoundError(
        'There is no checkpoint yet: expected at least one event in the log',
      );
    }
    return Number(sequence);
  }

  async #checkSize(parameter: string, size: number): Promise<void> {
    const { sequence } = await this.#options.events.completeTo();
    if (size > Number(sequence)) {
      throw new InputError(
        `Query parameter '${parameter}' is ${size}: expected at most ${sequence}, the size of the log`,
      );
    }
  }

  async #readSubtree(): Promise<ReadSubtree> {
    await this.#tiles.extend();
    return (level, index) => this.#tiles.subtreeHash(level, index);
  }
}
