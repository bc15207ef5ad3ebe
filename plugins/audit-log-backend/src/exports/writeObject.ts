import { ExportOutput, ExportedEvent } from 'backstage-plugin-audit-log-common';
import {
  ExportFormat,
  ObjectExistsError,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import { ConflictError } from '@backstage/errors';
import { Digest } from './digest';
import { RunProgress, StoredRun } from './types';

/** Metadata of an object: the run that wrote it. */
const RUN_METADATA = 'auditlogrun';

export interface WrittenObject {
  rows: number;
  bytes: number;
  sha256: string;
  firstSequence: string | null;
  lastSequence: string | null;
}

export interface WriteObjectOptions {
  run: StoredRun;
  key: string;
  storage: StorageProvider;
  format: ExportFormat;
  output: ExportOutput;
  /** The rows of the run, from the start each time it is called. */
  events: () => AsyncIterable<ExportedEvent>;
  onProgress: (progress: RunProgress) => void;
  signal: AbortSignal;
}

/** One pass over the rows: their bytes, and what is known at the end. */
function encode(options: WriteObjectOptions) {
  const { run, format, output, events, onProgress, signal } = options;
  const digest = new Digest();
  let rows = 0;
  let firstSequence: string | null = null;
  let lastSequence: string | null = null;
  async function* counted() {
    for await (const event of events()) {
      signal.throwIfAborted();
      rows += 1;
      firstSequence ??= event.sequence;
      lastSequence = event.sequence;
      yield event;
    }
  }
  async function* bytes() {
    const encoded = format.encode(counted(), output);
    for await (const chunk of digest.tap(encoded)) {
      onProgress({
        rows,
        bytes: digest.bytes,
        reachedSequence: lastSequence ?? run.fromSequence,
      });
      yield chunk;
    }
  }
  return {
    bytes: bytes(),
    result: (): WrittenObject => ({
      rows,
      bytes: digest.bytes,
      sha256: digest.sha256(),
      firstSequence,
      lastSequence,
    }),
  };
}

/**
 * Makes the object of a run be there, exactly once, whatever happened in
 * earlier attempts.
 *
 * @remarks
 * An object of that name with the same bytes is what an earlier attempt wrote
 * before it could say so. One with other bytes but with this run's mark was
 * written whole by an earlier attempt, of which something changed since: a
 * person was erased, or the backend was upgraded; then it stands as it is.
 * Anything else is somebody else's, and is left alone.
 *
 * @throws ConflictError where somebody else's object has the name.
 */
export async function writeObject(
  options: WriteObjectOptions,
): Promise<WrittenObject> {
  const { run, key, storage, format, signal } = options;
  const present = await storage.head(key, signal);
  if (!present) {
    signal.throwIfAborted();
    const encoded = encode(options);
    try {
      await storage.put({
        key,
        body: encoded.bytes,
        contentType: format.contentType,
        metadata: { [RUN_METADATA]: run.id },
        signal,
      });
      return encoded.result();
    } catch (error) {
      if (!(error instanceof ObjectExistsError)) {
        throw error;
      }
    }
  }
  return compare(options);
}

async function compare(options: WriteObjectOptions): Promise<WrittenObject> {
  const { run, key, storage, signal } = options;
  const encoded = encode(options);
  for await (const chunk of encoded.bytes) {
    signal.throwIfAborted();
    void chunk;
  }
  const ours = encoded.result();
  const theirs = new Digest();
  for await (const chunk of theirs.tap(storage.get(key, signal))) {
    void chunk;
  }
  const sha256 = theirs.sha256();
  if (sha256 === ours.sha256) {
    return ours;
  }
  const present = await storage.head(key, signal);
  if (present?.metadata[RUN_METADATA] === run.id) {
    return { ...ours, bytes: theirs.bytes, sha256 };
  }
  throw new ConflictError(
    `Object '${run.destination}' exists with other content: expected none of that name`,
  );
}
