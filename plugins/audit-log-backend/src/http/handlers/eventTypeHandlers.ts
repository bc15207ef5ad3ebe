import { HttpCapturePresence } from 'backstage-plugin-audit-log-node';
import { DatabaseSeenTypes, describeCoverage } from '../../eventTypes';
import { Handlers } from '../types';

/** Which types of events there are, and which were seen. */
export function eventTypeHandlers(options: {
  seenTypes: DatabaseSeenTypes;
  installedPlugins: () => Promise<string[]>;
  httpCapture: HttpCapturePresence;
}): Handlers<'listEventTypes'> {
  const { seenTypes, installedPlugins, httpCapture } = options;
  return {
    listEventTypes: async () => {
      const { types, isComplete } = await seenTypes.read();
      return describeCoverage({
        seen: types,
        installed: await installedPlugins(),
        capturesHttp: httpCapture.state === 'on',
        isComplete,
      });
    },
  };
}
