import { HttpCapturePresence } from 'backstage-plugin-audit-log-node';
import {
  DatabaseSeenTypes,
  describeCoverage,
  EventSources,
} from '../../eventTypes';
import { Handlers } from '../types';

/** Which types of events there are, and which were seen. */
export function eventTypeHandlers(options: {
  seenTypes: DatabaseSeenTypes;
  installedPlugins: () => Promise<string[]>;
  sources: EventSources;
  httpCapture: HttpCapturePresence;
}): Handlers<'listEventTypes'> {
  const { seenTypes, installedPlugins, sources, httpCapture } = options;
  return {
    listEventTypes: async () => {
      const { types, isComplete } = await seenTypes.read();
      return describeCoverage({
        seen: types,
        installed: await installedPlugins(),
        sources,
        capturesHttp: httpCapture.state === 'on',
        isComplete,
      });
    },
  };
}
