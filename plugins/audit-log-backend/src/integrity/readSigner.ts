import { ForwardedError } from '@backstage/errors';
import {
  generateNoteKey,
  NoteSigner,
  readNoteKey,
  verifierKey,
} from 'backstage-plugin-audit-log-node';
import { CheckpointStore } from './types';

export interface SignerOptions {
  store: CheckpointStore;
  origin: string;
  /** Ed25519, PEM. */
  configuredKey?: string;
  clock: () => Date;
}

/**
 * What the log signs with: the configured key, else the oldest one that it
 * made for itself, else a new one.
 *
 * @throws Error naming the configuration key, where that is no Ed25519 key.
 */
export async function readSigner(options: SignerOptions): Promise<NoteSigner> {
  const { store, origin, configuredKey, clock } = options;
  if (configuredKey) {
    const signer = { name: origin, privateKey: parseConfigured(configuredKey) };
    await store.insertKey(
      { verifierKey: verifierKey(signer), privateKey: null },
      clock().getTime(),
    );
    return signer;
  }
  const own = await oldestOwn(store, origin);
  if (own) {
    return own;
  }
  const made = { name: origin, privateKey: generateNoteKey() };
  await store.insertKey(
    {
      verifierKey: verifierKey(made),
      privateKey: String(
        made.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      ),
    },
    clock().getTime(),
  );
  // Two replicas may have made one each: both take the same.
  return (await oldestOwn(store, origin)) ?? made;
}

async function oldestOwn(
  store: CheckpointStore,
  origin: string,
): Promise<NoteSigner | undefined> {
  const keys = await store.listKeys();
  const own = keys.findLast(
    key => key.privateKey !== null && key.verifierKey.startsWith(`${origin}+`),
  );
  return own && { name: origin, privateKey: readNoteKey(own.privateKey!) };
}

function parseConfigured(pem: string) {
  try {
    return readNoteKey(pem);
  } catch (error) {
    throw new ForwardedError(
      "Configuration key 'auditLog.integrity.key' is wrong, expected an Ed25519 key in PEM",
      error,
    );
  }
}
