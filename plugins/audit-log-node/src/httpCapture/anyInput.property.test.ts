import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { anyMeta, anyRequest, revive } from '../__testUtils__/anyInput';
import {
  ObservedRecorder,
  requestOf,
  responseOf,
  runs,
  startObservedRecorder,
} from '../__testUtils__/observedRecorder';
import { MetaCleaners } from '../metaCleaners';
import { ResolverRegistry } from '../resolvers';
import { CapturePresence } from './CapturePresence';
import { HttpCapture } from './HttpCapture';

jest.setTimeout(1_200_000);

describe('what HTTP capture makes of any request', () => {
  let log: ObservedRecorder;
  beforeAll(async () => {
    log = await startObservedRecorder();
  });

  it('is one event that the log takes, by HTTP capture', async () => {
    const capture = HttpCapture.create({
      recorder: log.recorder,
      resolvers: ResolverRegistry.create(),
      cleaners: new MetaCleaners(),
      decideLevel: () => 'request',
      presence: new CapturePresence({
        isWanted: true,
        place: () => 'front',
        onMissed: () => {},
      }),
      logger: mockServices.logger.mock(),
    });
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        anyMeta,
        fc.integer({ min: 100, max: 599 }),
        async (fields, body, statusCode) => {
          const response = responseOf(statusCode);
          capture.handle(
            requestOf({ ...fields, body: revive(body) }),
            response,
            () => {},
          );
          response.emit('finish');
          await log.untilRecorded();
          expect(await log.takeEvents()).toHaveLength(1);
        },
      ),
      runs,
    );
  });
});
