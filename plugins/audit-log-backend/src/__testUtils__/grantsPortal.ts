import { GivenGrant } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { startPortal } from './startPortal';

export const eva = 'user:default/eva';
export const everything = { everything: true };
export const team = 'group:default/team-a';

/** A portal without grants, in which Eva belongs to the team. */
export interface GrantsPortal {
  knex: Knex;
  call: Awaited<ReturnType<typeof startPortal>>['call'];
  /** Empties `sent`, gives a grant, and waits until that is told. */
  give: (grant: object) => Promise<GivenGrant>;
  /** Notifications, as JSON. */
  sent: string[];
}
