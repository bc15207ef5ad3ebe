import { Knex } from 'knex';
import { EventStore } from '../store';
import { DatabaseCheckpointStore } from './DatabaseCheckpointStore';
import { DefaultIntegrityService } from './DefaultIntegrityService';
import { readSigner } from './readSigner';
import { IntegrityService } from './types';

/**
 * Joins what is in this room.
 *
 * @throws Error where the configured key is no Ed25519 key.
 */
export async function createIntegrity(options: {
  knex: Knex;
  events: EventStore;
  origin: string;
  /** Ed25519, PEM. */
  configuredKey?: string;
  clock: () => Date;
}): Promise<IntegrityService> {
  const { knex, events, clock } = options;
  const checkpoints = new DatabaseCheckpointStore({ knex });
  const signer = await readSigner({ ...options, store: checkpoints });
  return new DefaultIntegrityService({
    knex,
    events,
    checkpoints,
    signer: async () => signer,
    clock,
  });
}
