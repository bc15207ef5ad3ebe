import { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import { HttpCapturePresence } from 'backstage-plugin-audit-log-node';
import { Handlers } from '../rooms';
import { DatabaseSeenTypes } from './DatabaseSeenTypes';
import { describeCoverage } from './describeCoverage';
import { EventSources } from './possibleTypes';

/** Which types of events there are, and which were seen. */
export function eventTypeHandlers(options: {
  seenTypes: DatabaseSeenTypes;
  instance: Pick<RootInstanceMetadataService, 'getInstalledPlugins'>;
  sources: EventSources;
  httpCapture: HttpCapturePresence;
}): Handlers<'listEventTypes'> {
  const { seenTypes, instance, sources, httpCapture } = options;
  return {
    listEventTypes: async ({ events }) => {
      const { types, isComplete } = await seenTypes.read();
      const coverage = describeCoverage({
        seen: types,
        installed: (await instance.getInstalledPlugins()).map(
          ({ pluginId }) => pluginId,
        ),
        sources,
        capturesHttp: httpCapture.state === 'on',
        isComplete,
      });
      // That there are such events is what settings are about, not when.
      const untold = events ? {} : { firstSeen: null, lastSeen: null };
      return {
        ...coverage,
        items: coverage.items.map(item => ({ ...item, ...untold })),
      };
    },
  };
}
