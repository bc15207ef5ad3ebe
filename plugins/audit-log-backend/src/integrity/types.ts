import {
  Consistency,
  Inclusion,
  SignedCheckpoint,
} from 'backstage-plugin-audit-log-common';
import { NoteSigner } from 'backstage-plugin-audit-log-node';
import { VisibleEvents } from '../reading';

/** A key that this log signs with, or did. */
export interface StoredNoteKey {
  verifierKey: string;
  /** PEM; null where the key is configured. */
  privateKey: string | null;
}

/** Checkpoints and keys of the log. */
export interface CheckpointStore {
  /** Newest first. */
  listKeys(): Promise<StoredNoteKey[]>;
  /** Does nothing where the key is known. */
  insertKey(key: StoredNoteKey, createdAtMs: number): Promise<void>;
  /** Largest first, of fewer than `below` events. */
  list(options: { below?: number; limit: number }): Promise<SignedCheckpoint[]>;
  /** Does nothing where there is one of this size. */
  insert(checkpoint: SignedCheckpoint): Promise<void>;
}

/** Resolves to what this log signs with now. */
export type ReadSigner = () => Promise<NoteSigner>;

/**
 * What anybody needs to check the log without trusting it.
 *
 * @remarks
 * Sizes are numbers of events. An unknown size is the caller's mistake.
 */
export interface IntegrityService {
  /** The newest checkpoint; signs one where the log has grown since. */
  checkpoint(): Promise<SignedCheckpoint>;
  checkpoints(options: {
    below?: number;
    limit: number;
  }): Promise<SignedCheckpoint[]>;
  /** Newest first. */
  verifierKeys(): Promise<string[]>;
  /** Makes a signed note of a text that no checkpoint can be like. */
  sign(text: string): Promise<string>;
  /** @throws NotFoundError where the caller sees no such event. */
  inclusion(options: {
    event: string;
    size?: number;
    /** What the caller sees. */
    visible: Pick<VisibleEvents, 'get'>;
  }): Promise<Inclusion>;
  /**
   * The hashes of the leaves after the first `after`, up to `size`, in order,
   * 32 bytes each: all that it takes to compute the root of every size up to
   * `size`.
   */
  leafHashes(options: {
    after: number;
    size: number;
  }): AsyncIterable<Uint8Array>;
  consistency(options: { from: number; to: number }): Promise<Consistency>;
}
