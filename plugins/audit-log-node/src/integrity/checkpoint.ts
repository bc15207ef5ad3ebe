/**
 * What a checkpoint says: the log of this origin had so many events, and this
 * root (C2SP tlog-checkpoint).
 *
 * @public
 */
export interface Checkpoint {
  /** Names the log; the same as the name of its key. */
  origin: string;
  size: number;
  /** 32 bytes. */
  root: Buffer;
}

/**
 * The text of a checkpoint, to be signed as a note.
 *
 * @public
 */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads the text of a checkpoint. Lines after the third are extensions and
 * are passed over.
 *
 * @throws Error for anything else.
 *
 * @public
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, encoded] = text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const isCheckpoint =
    origin &&
    /^(?:0|[1-9]\d{0,15})$/.test(size ?? '') &&
    Number.isSafeInteger(Number(size)) &&
    root.length === 32 &&
    root.toString('base64') === encoded &&
    text.endsWith('\n');
  if (!isCheckpoint) {
    throw new Error(
      'Malformed checkpoint, expected lines with origin, size and root',
    );
  }
  return { origin, size: Number(size), root };
}
