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
    listEventTypes: async () => {
      const { types, isComplete } = await seenTypes.read();
      return describeCoverage({
        seen: types,
        installed: (await instance.getInstalledPlugins()).map(
          ({ pluginId }) => pluginId,
        ),
        sources,
        capturesHttp: httpCapture.state === 'on',
        isComplete,
      });
    },
  };
}
