import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CreateLegalHold,
  LegalHold,
  MAX_LEGAL_HOLDS,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { LegalHoldStore } from './types';

/** The verbs of legal holds: hold and release. */
export class LegalHoldService {
  readonly #store: LegalHoldStore;
  readonly #clock: () => Date;

  constructor(options: { store: LegalHoldStore; clock: () => Date }) {
    this.#store = options.store;
    this.#clock = options.clock;
  }

  list(): Promise<LegalHold[]> {
    return this.#store.list();
  }

  /**
   * @throws InputError where the query has errors.
   * @throws ConflictError where there are too many.
   */
  async create(options: {
    hold: CreateLegalHold;
    by: string;
  }): Promise<LegalHold> {
    const [error] = parseQuery(options.hold.query).errors;
    if (error) {
      throw new InputError(
        `Body field 'query' is wrong at character ${error.start + 1}: ${
          error.message
        }`,
      );
    }
    const { everything: _, ...asked } = options.hold;
    const hold: LegalHold = {
      ...asked,
      id: uuidv7(),
      createdAt: this.#clock().toISOString(),
      createdBy: options.by,
    };
    await this.#store.insert(hold, count => {
      if (count >= MAX_LEGAL_HOLDS) {
        throw new ConflictError(
          `There are ${MAX_LEGAL_HOLDS} legal holds: release some before you add more`,
        );
      }
    });
    return hold;
  }

  /** Resolves to what it was. */
  async release(id: string): Promise<LegalHold> {
    const hold = await this.#store.delete(id);
    if (!hold) {
      throw new NotFoundError(`There is no legal hold '${id}'`);
    }
    return hold;
  }
}
