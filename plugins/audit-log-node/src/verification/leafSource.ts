/** Leaf hashes by sequence, from the first on. */
export interface LeafSource {
  /** How many there are. */
  readonly size: number;
  /** The hash of a leaf up to the size. */
  at(sequence: number): Promise<Buffer>;
}
