import { ProofError } from './ProofError';
import { Subtle, bytesOfBase64, bytesOfText, hexOf } from './bytes';

const ED25519 = 1;
const KEY_ID_BYTES = 4;

/** What a checkpoint says, and whose signature is on it. */
export interface OpenedCheckpoint {
  size: number;
  /** Hex. */
  root: string;
  /**
   * The key whose signature was checked; undefined where this browser can't
   * check signatures of Ed25519.
   */
  signedBy: string | undefined;
}

/**
 * Opens a signed checkpoint (C2SP signed-note and tlog-checkpoint).
 *
 * @param keys - verifier keys, `<name>+<key id>+<key>`
 * @throws ProofError where no known key signed it, or a signature is wrong.
 */
export async function openCheckpoint(
  subtle: Subtle,
  note: string,
  keys: string[],
): Promise<OpenedCheckpoint> {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [, size, root] = text.split('\n');
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .flatMap(line => {
      const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      return name ? [{ name, bytes: bytesOfBase64(encoded) }] : [];
    });
  for (const key of keys) {
    const [, name, id, encoded] =
      /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(key) ?? [];
    const signature = signatures.find(
      candidate =>
        candidate.name === name &&
        hexOf(candidate.bytes.subarray(0, KEY_ID_BYTES)) === id,
    );
    if (signature) {
      const isRight = await isSignedBy(subtle, {
        key: bytesOfBase64(encoded),
        signature: signature.bytes.slice(KEY_ID_BYTES),
        text: bytesOfText(text),
      });
      if (isRight === false) {
        throw new ProofError('wrongSignature');
      }
      return {
        size: Number(size),
        root: hexOf(bytesOfBase64(root)),
        signedBy: isRight ? `${name}+${id}` : undefined,
      };
    }
  }
  throw new ProofError('unknownKey');
}

/** Undefined where the browser doesn't know the algorithm. */
async function isSignedBy(
  subtle: Subtle,
  options: {
    key: Uint8Array<ArrayBuffer>;
    signature: Uint8Array<ArrayBuffer>;
    text: Uint8Array<ArrayBuffer>;
  },
): Promise<boolean | undefined> {
  const { key, signature, text } = options;
  if (key[0] !== ED25519) {
    return undefined;
  }
  const algorithm = { name: 'Ed25519' };
  try {
    const imported = await subtle.importKey(
      'raw',
      key.slice(1),
      algorithm,
      false,
      ['verify'],
    );
    return await subtle.verify(algorithm, imported, signature, text);
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError') {
      return undefined;
    }
    throw error;
  }
}
