import { createHash } from 'node:crypto';

/** SHA-256 and length of bytes that pass by. */
export class Digest {
  readonly #hash = createHash('sha256');
  bytes = 0;

  /** Passes `source` on and takes note of it. */
  async *tap(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#hash.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** Hex; to be asked for once, at the end. */
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** SHA-256 of a text in UTF-8, in hex. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 of everything that comes, in hex. */
export async function digestOf(
  source: AsyncIterable<Uint8Array>,
): Promise<string> {
  const digest = new Digest();
  for await (const chunk of digest.tap(source)) {
    void chunk;
  }
  return digest.sha256();
}
