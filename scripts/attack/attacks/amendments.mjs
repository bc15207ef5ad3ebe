import { deliveredEvent, delivery } from './deliveredEvent.mjs';

/** Events that would take the place of what an Admin did. */
export const attack = {
  name: 'amendments',
  share: 3,
  make(random) {
    return delivery(random, [
      deliveredEvent(random, {
        amends: random.pick(['{{grantEvent}}', '{{workEvent}}']),
        actor: random.pick([
          { type: 'user', ref: 'user:default/ada' },
          { type: 'user', ref: 'user:default/grace' },
          { type: 'user', ref: 'user:default/alan' },
        ]),
        ...(random.chance(0.3) && {
          plugin: 'audit-log',
          eventId: 'grant-create',
          category: 'AUDIT_LOG',
          severity: 'high',
        }),
      }),
    ]);
  },
  check: ({ visibleIds, facts }) =>
    [facts.grantEvent, facts.workEvent]
      .filter(id => !visibleIds.has(id))
      .map(id => `Event ${id} is not in the list any more`),
};
