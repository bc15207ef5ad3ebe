import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

/**
 * The level of every gzip in an export. Part of what makes bytes repeatable.
 */
export const GZIP_LEVEL = 6;

const chunkSize = 128 * 1024;

/**
 * One gzip stream around `source`. Node's zlib writes no time and no name into
 * the header, so the bytes depend on the content alone.
 */
export async function* gzip(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const stream = createGzip({ level: GZIP_LEVEL, chunkSize });
  // The error reaches the loop below, which reads the same stream.
  pipeline(Readable.from(source, { objectMode: true }), stream, () => {});
  yield* stream;
}

/**
 * The text of each event after the other, in chunks of a size that is worth
 * handing on.
 */
export async function* joinText<T>(options: {
  /** What comes before the first. */
  head?: string;
  events: AsyncIterable<T>;
  textOf: (event: T) => string;
}): AsyncGenerator<Uint8Array> {
  const { head = '', events, textOf } = options;
  let text = head;
  for await (const event of events) {
    text += textOf(event);
    if (text.length >= chunkSize) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text) {
    yield Buffer.from(text);
  }
}

/**
 * Text as it stands in an export: compressed, or not.
 */
export function compressText(
  bytes: AsyncIterable<Uint8Array>,
  compression: string,
): AsyncIterable<Uint8Array> {
  return compression === 'gzip' ? gzip(bytes) : bytes;
}
