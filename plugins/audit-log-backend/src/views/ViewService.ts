import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  createViewSchema,
  UpdatedView,
  MAX_VIEWS_PER_OWNER,
  parseQuery,
  UpdateView,
  View,
  ViewWithUsers,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { VersionConflictError } from '../concurrency';
import { ViewListener, ViewReader, ViewStore, ViewUsers } from './types';

export interface ViewServiceOptions {
  store: ViewStore;
  clock: () => Date;
  users: ViewUsers;
  onNews?: ViewListener;
}

/** The verbs of views: save, change, share, delete. */
export class ViewService {
  readonly #options: ViewServiceOptions;

  constructor(options: ViewServiceOptions) {
    this.#options = options;
  }

  async list(reader: ViewReader): Promise<View[]> {
    const views = await this.#options.store.list();
    return views.filter(view => isVisible(view, reader));
  }

  /** @throws NotFoundError where it is absent or another's and not shared. */
  async get(id: string, reader: ViewReader): Promise<ViewWithUsers> {
    const view = await this.#find(id, reader);
    return { ...view, usedBy: await this.#options.users.list(id) };
  }

  /**
   * @throws InputError where the query has errors.
   * @throws ConflictError where the name is taken, or there are too many.
   */
  async create(options: {
    view: z.output<typeof createViewSchema>;
    owner: string;
  }): Promise<View> {
    const { store, clock } = this.#options;
    refuseErrors(options.view.query);
    const now = clock().toISOString();
    const view: View = {
      ...options.view,
      id: uuidv7(),
      owner: options.owner,
      isDefault: false,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    const isSaved = await store.insert(view, count => {
      if (count >= MAX_VIEWS_PER_OWNER) {
        throw new ConflictError(
          `You have ${MAX_VIEWS_PER_OWNER} views: delete some before you save more`,
        );
      }
    });
    if (!isSaved) {
      throw nameTaken(view);
    }
    return view;
  }

  /**
   * Resolves to what was and what is, and what became of the schedules that
   * took something from it. None follows by itself.
   *
   * @throws VersionConflictError where `version` isn't the present one.
   * @throws NotAllowedError where the reader may see it but not change it.
   */
  async update(options: {
    id: string;
    change: UpdateView;
    version: number;
    reader: ViewReader;
  }): Promise<{
    before: View;
    after: View;
    schedules: UpdatedView['schedules'];
  }> {
    const { id, version, reader } = options;
    const { schedules: wish, ...change } = options.change;
    const before = await this.#findToChange(id, reader);
    if (change.query !== undefined && change.query !== before.query) {
      refuseErrors(change.query);
    }
    if (change.isDefault !== undefined && !reader.managesViews) {
      throw new NotAllowedError(
        "Body field 'isDefault' is for those who manage views",
      );
    }
    const after = {
      ...before,
      ...change,
      updatedAt: this.#options.clock().toISOString(),
      version: version + 1,
    };
    if (change.isDefault && !after.shared) {
      throw new InputError(
        "Body field 'isDefault' is 'true' for a view that is not shared: expected a shared one",
      );
    }
    after.isDefault &&= after.shared;
    const followed = await this.#options.users.follow({
      ...{ before, after },
      wanted: wish === 'update',
      may: reader.managesExports ?? false,
    });
    let schedules: UpdatedView['schedules'] = [];
    const result =
      before.version === version
        ? await this.#options.store.replace(version, after, async trx => {
            schedules = await followed.apply(trx);
          })
        : 'outdated';
    if (result === 'name taken') {
      throw nameTaken(after);
    }
    if (result === 'outdated') {
      throw new VersionConflictError({
        what: 'the view',
        expected: version,
        present: (await this.#find(id, reader)).version,
      });
    }
    if (schedules.length > 0) {
      this.#options.onNews?.({ view: after, by: reader.ref, schedules });
    }
    return { before, after, schedules };
  }

  /**
   * Resolves to what it was.
   *
   * @throws ConflictError where something uses it.
   */
  async delete(id: string, reader: ViewReader): Promise<View> {
    const view = await this.#findToChange(id, reader);
    const { store, users } = this.#options;
    const isDeleted = await store.delete(id, async trx => {
      const [user] = await users.list(id, trx);
      if (user) {
        throw new ConflictError(
          `The view '${view.name}' is used by the ${user.kind} '${user.name}' of ${user.owner}: change that first`,
        );
      }
    });
    if (!isDeleted) {
      throw noSuchView(id);
    }
    return view;
  }

  async #find(id: string, reader: ViewReader): Promise<View> {
    const view = await this.#options.store.get(id);
    if (!view || !isVisible(view, reader)) {
      throw noSuchView(id);
    }
    return view;
  }

  async #findToChange(id: string, reader: ViewReader): Promise<View> {
    const view = await this.#find(id, reader);
    if (view.owner !== reader.ref && !reader.managesViews) {
      throw new NotAllowedError(
        `The view '${view.name}' belongs to ${view.owner}: only they and those who manage views change it`,
      );
    }
    return view;
  }
}

function isVisible(view: View, reader: ViewReader): boolean {
  return view.shared || view.owner === reader.ref || reader.managesViews;
}

function refuseErrors(query: string): void {
  const [error] = parseQuery(query).errors;
  if (error) {
    throw new InputError(
      `Body field 'query' is wrong at character ${error.start + 1}: ${
        error.message
      }`,
    );
  }
}

function nameTaken(view: View): ConflictError {
  return new ConflictError(
    `Body field 'name' is '${view.name}': expected a name that no other view of ${view.owner} has`,
  );
}

function noSuchView(id: string): NotFoundError {
  return new NotFoundError(`There is no view '${id}' for you`);
}
