import { View, ViewWithUsers } from 'backstage-plugin-audit-log-common';

/** All saved views. */
export interface ViewStore {
  /** By name. */
  list(): Promise<View[]>;
  get(id: string): Promise<View | undefined>;
  countOf(owner: string): Promise<number>;
  /** Resolves to false where the owner has a view of that name. */
  insert(view: View): Promise<boolean>;
  /**
   * Replaces a view; where it is the default, no other one is afterwards.
   * Resolves to `outdated` where `expected` isn't the stored version, and to
   * `name taken` where its owner has another view of that name.
   */
  replace(
    expected: number,
    view: View,
  ): Promise<'replaced' | 'outdated' | 'name taken'>;
  /** Resolves to false where it is gone already. */
  delete(id: string): Promise<boolean>;
}

/** Somebody who deals with views. */
export interface ViewReader {
  ref: string;
  /** Whether they may change views of others. */
  managesViews: boolean;
}

/** Tells who uses a view; rooms that use views provide one. */
export type ViewUsers = (viewId: string) => Promise<ViewWithUsers['usedBy']>;
