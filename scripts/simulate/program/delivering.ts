import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  HttpEventSink,
  PortalFollower,
} from '../../../plugins/audit-log-node/src/delivery';
import { startRecorder } from './recorder';
import { Place, Program } from './types';

/** A backend without the audit log, which delivers to the one that has it. */
export function startDelivering(place: Place): Program {
  const { recorder, close } = startRecorder(place);
  const sink = HttpEventSink.create({
    auth: {
      getOwnServiceCredentials: async () => ({}),
      getPluginRequestToken: async () => ({ token: place.name }),
    } as unknown as AuthService,
    discovery: {
      getBaseUrl: async () => 'http://portal/api/audit-log',
    } as unknown as DiscoveryService,
  });
  const follower = new PortalFollower({
    recorder,
    ask: options => sink.ask(options),
    logger: { info: () => {}, warn: () => {} },
    onBegun: () => void recorder.redrive(),
  });
  sink.onKnowledge(knowledge => follower.heard(knowledge));
  recorder.attach(sink);
  follower.start();
  return {
    recorder,
    stop: async () => {
      await recorder.drain();
      follower.stop();
      close();
    },
  };
}
