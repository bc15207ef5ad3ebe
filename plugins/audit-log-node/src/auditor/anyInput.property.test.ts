import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import {
  anyError,
  anyHostile,
  anyMeta,
  anyRequest,
  anyText,
  revive,
} from '../__testUtils__/anyInput';
import {
  ObservedRecorder,
  runs,
  startObservedRecorder,
} from '../__testUtils__/observedRecorder';

jest.setTimeout(1_200_000);

describe('what the auditor makes of any input', () => {
  let log: ObservedRecorder;
  beforeAll(async () => {
    log = await startObservedRecorder();
  });

  it('is one event that the log takes, by createEvent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyText, anyHostile),
        fc.option(anyRequest, { nil: undefined }),
        anyMeta,
        anyMeta,
        fc.option(anyError, { nil: undefined }),
        async (eventId, request, meta, endMeta, error) => {
          const event = await log.auditor.createEvent(
            revive({
              eventId,
              request,
              meta,
            }) as AuditorServiceCreateEventOptions,
          );
          const ended = revive({ meta: endMeta as JsonObject });
          await (error === undefined
            ? event.success(ended)
            : event.fail({ ...ended, error: revive(error) as Error }));
          expect(await log.takeEvents()).toHaveLength(1);
        },
      ),
      runs,
    );
  });
});
