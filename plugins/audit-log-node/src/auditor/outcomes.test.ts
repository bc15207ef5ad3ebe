import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import {
  ObservedRecorder,
  startObservedRecorder,
} from '../__testUtils__/observedRecorder';
import { CallerLeftError } from '../callerLeft';

const requestOf = (readableEnded: boolean) =>
  ({
    method: 'POST',
    originalUrl: '/api/catalog/locations',
    headers: {},
    socket: { readableEnded },
  } as unknown as AuditorServiceCreateEventOptions['request']);

const left = requestOf(true);
const there = requestOf(false);
const abort = Object.assign(new Error('stopped'), { name: 'Cancelled' });

describe('an operation that stopped', () => {
  let log: ObservedRecorder;
  beforeAll(async () => {
    log = await startObservedRecorder();
  });

  it.each([
    ['because the caller left', left, abort, 'unknown'],
    ['by itself while the caller was there', there, abort, 'failed'],
    ['by a failure after the caller left', left, new Error('x'), 'failed'],
    ['and nobody asked for it', undefined, abort, 'failed'],
    ['as the caller left', there, new CallerLeftError(), 'unknown'],
  ])('%s has its outcome and what was found', async (...given) => {
    const [, request, error, outcome] = given;
    const event = await log.auditor.createEvent({
      eventId: 'location-mutate',
      severityLevel: 'medium',
      request,
      meta: { actionType: 'create' },
    });
    await event.fail({ error, meta: { rows: 7 } });
    expect(await log.takeEvents()).toEqual([
      expect.objectContaining({
        outcome,
        meta: { actionType: 'create', rows: 7 },
        error: expect.objectContaining({
          message: expect.stringMatching(
            outcome === 'unknown' ? /^The caller left/ : /^(stopped|x)$/,
          ),
        }),
      }),
    ]);
  });
});
