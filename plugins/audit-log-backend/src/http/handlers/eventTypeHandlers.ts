import { DatabaseSeenTypes, describeCoverage } from '../../eventTypes';
import { Handlers } from '../types';

/** Which types of events there are, and which were seen. */
export function eventTypeHandlers(options: {
  seenTypes: DatabaseSeenTypes;
  installedPlugins: () => Promise<string[]>;
  capturesHttp: boolean;
}): Handlers<'listEventTypes'> {
  const { seenTypes, installedPlugins, capturesHttp } = options;
  return {
    listEventTypes: async () => {
      const { types, isComplete } = await seenTypes.read();
      return describeCoverage({
        seen: types,
        installed: await installedPlugins(),
        capturesHttp,
        isComplete,
      });
    },
  };
}
