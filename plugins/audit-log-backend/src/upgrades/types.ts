/** What an upgrade did, as its migration left it. */
export type UpgradeNote =
  | {
      /** A schedule keeps the query that its view had at its last run. */
      kind: 'view-changed';
      schedule: Noted;
      view: { id: string; name: string | null };
      query: string;
    }
  | {
      /**
       * A schedule keeps the query that it has, and its last run had another:
       * it was changed, paused or resumed since.
       */
      kind: 'query-kept';
      schedule: Noted;
      view: { id: string; name: string | null };
      query: string;
    }
  | {
      /** Another schedule could write the same objects. */
      kind: 'schedule-paused';
      schedule: Noted;
      other: { id: string; name: string };
    }
  | {
      /** Another grant gives the same to the same. */
      kind: 'grant-merged';
      grant: { id: string; grantee: string };
      into: string;
    };

/** A schedule that people are told of. */
export interface Noted {
  id: string;
  name: string;
  owner: string;
}

export type UpgradeListener = (note: UpgradeNote) => Promise<void>;
