import { Knex } from 'knex';
import { EventStore } from '../store';
import { DatabaseCheckpointStore } from './DatabaseCheckpointStore';
import { DefaultIntegrityService } from './DefaultIntegrityService';
import { lazySigner } from './lazySigner';
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
  /** Told why nothing can be signed, and by undefined that it can again. */
  onProblem?: (problem: string | undefined) => void;
}): Promise<IntegrityService> {
  const { knex, events, clock } = options;
  const checkpoints = new DatabaseCheckpointStore({ knex });
  const signer = lazySigner({ ...options, store: checkpoints });
  if (options.configuredKey) {
    await signer();
  } else {
    // Events are recorded all the same: only signing has to wait.
    await signer().catch(() => {});
  }
  return new DefaultIntegrityService({
    knex,
    events,
    checkpoints,
    signer,
    clock,
  });
}
