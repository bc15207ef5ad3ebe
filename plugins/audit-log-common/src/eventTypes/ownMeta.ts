import { PluginEventTypes } from './types';

/** An event of the audit log itself, but for what {@link ownEvents} says of it. */
export type OwnType = Omit<
  PluginEventTypes['types'][number],
  'eventId' | 'severities'
>;

/** Fields of changes of which a part is told. */
export const before = { before: 'The values that were changed' };
export const after = { after: 'What they are now' };

/** Fields of changes of which everything is told. */
export const gone = { before: 'All that it was' };
export const made = { after: 'All that it is' };

/** Fields of what joins the reads of a screen. */
export const visited = (screen: string) => ({
  visit: `The visit to the ${screen} that the reads belong to`,
  covers: 'The reads for which it stands, made or not',
});

/** Fields of what an upgrade does by itself. */
export const ofUpgrade = { reason: 'Why an upgrade did it' };

export const byId = { id: 'Its id' };

/** The target of what is about nothing that has a name. */
export const log = 'the audit log';
