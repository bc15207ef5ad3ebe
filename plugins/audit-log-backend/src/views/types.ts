import {
  UpdatedView,
  View,
  ViewWithUsers,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';

/** All saved views. */
export interface ViewStore {
  /** By name. */
  list(): Promise<View[]>;
  get(id: string): Promise<View | undefined>;
  /**
   * Resolves to false where the owner has a view of that name. `refuse` throws
   * where they have too many already.
   */
  insert(view: View, refuse: (count: number) => void): Promise<boolean>;
  /**
   * Replaces a view; where it is the default, no other one is afterwards.
   * Resolves to `outdated` where `expected` isn't the stored version, and to
   * `name taken` where its owner has another view of that name.
   */
  replace(
    expected: number,
    view: View,
    /** Done in the same transaction. */
    also?: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<'replaced' | 'outdated' | 'name taken'>;
  /**
   * Deletes a view while nobody begins to use it; resolves to false where it
   * is gone already. `refuse` throws where it is used.
   */
  delete(
    id: string,
    refuse: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<boolean>;
}

/** Somebody who deals with views. */
export interface ViewReader {
  ref: string;
  /** Whether they may change views of others. */
  managesViews: boolean;
  /** Whether they may change the schedules of others. */
  managesExports?: boolean;
}

/** What becomes of those who use a view that is changed. */
export interface ChangedView {
  before: View;
  after: View;
  /** Whether who uses it is to take it anew. */
  wanted: boolean;
  /** Whether who changes it may change who uses it. */
  may: boolean;
}

/** Those who use views; rooms that use them provide it. */
export interface ViewUsers {
  list(viewId: string, knex?: Knex): Promise<ViewWithUsers['usedBy']>;
  /** Prepares what becomes of them with a change. */
  follow(change: ChangedView): Promise<{
    apply(trx: Knex.Transaction): Promise<UpdatedView['schedules']>;
  }>;
}

/** A view that others use was changed. */
export interface ViewNews {
  view: View;
  by: string;
  schedules: UpdatedView['schedules'];
}

export type ViewListener = (news: ViewNews) => void;
