import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { sha256 } from './sha256';

/** The algorithm byte of Ed25519 in C2SP signed notes. */
const ED25519 = 1;
const KEY_ID_BYTES = 4;
const KEY_BYTES = 32;
const SIGNATURE_LINE = /^— (\S+) (\S+)$/;

/**
 * Signs notes under a name.
 *
 * @public
 */
export interface NoteSigner {
  name: string;
  privateKey: KeyObject;
}

/**
 * Checks the signatures of a name.
 *
 * @public
 */
export interface NoteVerifier {
  name: string;
  /** Lower case hex, 8 digits. */
  keyId: string;
  publicKey: KeyObject;
}

/** A new Ed25519 key. @public */
export function generateNoteKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/**
 * Reads an Ed25519 private key in PEM (PKCS 8).
 *
 * @throws Error for anything else.
 *
 * @public
 */
export function readNoteKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(
      `The key is of type "${key.asymmetricKeyType}", expected "ed25519"`,
    );
  }
  return key;
}

/**
 * The verifier key of a signer, as text: what an auditor needs, and nothing
 * secret (C2SP signed-note, `<name>+<key id>+<key>`).
 *
 * @public
 */
export function verifierKey({ name, privateKey }: NoteSigner): string {
  const raw = rawPublicKey(createPublicKey(privateKey));
  const key = Buffer.concat([Buffer.of(ED25519), raw]);
  return `${name}+${keyIdOf(name, raw)}+${key.toString('base64')}`;
}

/**
 * Reads what {@link verifierKey} wrote.
 *
 * @throws Error naming what is wrong.
 *
 * @public
 */
export function parseVerifierKey(text: string): NoteVerifier {
  const [, name, keyId, encoded] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const key = Buffer.from(encoded ?? '', 'base64');
  if (key.length !== 1 + KEY_BYTES || key[0] !== ED25519) {
    throw new Error(
      `Invalid verifier key "${text}", expected <name>+<key id>+<Ed25519 key in base64>`,
    );
  }
  const raw = key.subarray(1);
  if (keyIdOf(name, raw) !== keyId) {
    throw new Error(
      `Invalid verifier key "${text}", expected the key id ${keyIdOf(
        name,
        raw,
      )}`,
    );
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  return {
    name,
    keyId,
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
  };
}

/**
 * Signs a text that ends with a line feed.
 *
 * @returns the signed note: the text, an empty line, one signature line
 *
 * @public
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n')) {
    throw new Error('A note must end with a line feed');
  }
  const raw = rawPublicKey(createPublicKey(signer.privateKey));
  const signature = Buffer.concat([
    Buffer.from(keyIdOf(signer.name, raw), 'hex'),
    sign(null, Buffer.from(text), signer.privateKey),
  ]);
  return `${text}\n— ${signer.name} ${signature.toString('base64')}\n`;
}

/**
 * Opens a signed note.
 *
 * @remarks
 * Signatures of others are passed over. One that names a verifier's key and is
 * wrong refuses the whole note.
 *
 * @returns the text and which verifiers signed it, at least one
 * @throws Error where the note is malformed, or none of the verifiers signed.
 *
 * @public
 */
export function openNote(
  note: string,
  verifiers: NoteVerifier[],
): { text: string; signedBy: NoteVerifier[] } {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) {
    throw new Error('The note has no signatures');
  }
  const text = note.slice(0, end + 1);
  const signedBy: NoteVerifier[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    if (!name || bytes.length <= KEY_ID_BYTES) {
      throw new Error(`The note has a malformed signature line "${line}"`);
    }
    const keyId = bytes.subarray(0, KEY_ID_BYTES).toString('hex');
    const verifier = verifiers.find(
      known => known.name === name && known.keyId === keyId,
    );
    if (verifier) {
      const signature = bytes.subarray(KEY_ID_BYTES);
      if (!verify(null, Buffer.from(text), verifier.publicKey, signature)) {
        throw new Error(`The signature of ${name}+${keyId} is wrong`);
      }
      signedBy.push(verifier);
    }
  }
  if (signedBy.length === 0) {
    throw new Error(
      `The note is not signed by ${verifiers
        .map(({ name, keyId }) => `${name}+${keyId}`)
        .join(' or ')}`,
    );
  }
  return { text, signedBy };
}

function keyIdOf(name: string, raw: Uint8Array): string {
  return sha256(
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), raw]),
  )
    .subarray(0, KEY_ID_BYTES)
    .toString('hex');
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');
}
