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
 * Joins short texts to chunks of a size that is worth handing on.
 */
export async function* joinText(
  source: AsyncIterable<string>,
): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of source) {
    text += piece;
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
  source: AsyncIterable<string>,
  compression: string,
): AsyncIterable<Uint8Array> {
  const bytes = joinText(source);
  return compression === 'gzip' ? gzip(bytes) : bytes;
}

/**
 * Groups of `size` items, the last one shorter.
 */
export async function* inGroups<T>(
  source: AsyncIterable<T>,
  size: number,
): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of source) {
    group.push(item);
    if (group.length >= size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) {
    yield group;
  }
}
