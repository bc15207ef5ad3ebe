import { mockServices } from '@backstage/backend-test-utils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { createRecordingWatch } from './createRecordingWatch';
import { RecordingNews } from './news';

const logger = mockServices.logger.mock();
const INTERVAL_MS = 1000;

function watch(stored: Record<string, RecordedEvent['outcome']> = {}) {
  const news: RecordingNews[] = [];
  const state = {
    problems: [] as string[],
    isAway: false,
    incomplete: [] as RecordedEvent[],
  };
  const recorder = {
    instance: 'backend-0',
    status: () => state,
    flush: async () => {},
    takeIncomplete: () => state.incomplete.splice(0),
  } as unknown as AuditLogRecorder;
  const watching = createRecordingWatch({
    recorder,
    store: {
      get: async id =>
        (id in stored ? { outcome: stored[id] } : undefined) as never,
    },
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
    logger,
    onNews: async one => {
      news.push(one);
    },
    intervalMs: INTERVAL_MS,
  });
  const look = (change: Partial<typeof state> = {}) => {
    Object.assign(state, change);
    return jest.advanceTimersByTimeAsync(INTERVAL_MS);
  };
  return { news, look, ...watching };
}

describe('createRecordingWatch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells of problems that last, and of their end with those that were last', async () => {
    const { news, look, stop } = watch();
    await look({ problems: ['The disk is full'] });
    await look();
    await look({ problems: ['3 events were given up'] });
    await look({ problems: [] });
    await look();
    stop();
    await look({ problems: ['Too late'] });
    await look();
    const instance = 'backend-0';
    expect(news).toEqual([
      { kind: 'impaired', instance, problems: ['The disk is full'] },
      {
        kind: 'recovered',
        instance,
        problems: ['3 events were given up'],
        since: '2026-11-22T10:00:00.000Z',
      },
    ]);
  });

  it('tells of operations that the log shows as never ended, and of no others', async () => {
    const [lost, ended, absent] = [1, 2, 3].map(() =>
      recordedEvent({ outcome: 'unknown' }),
    );
    const { news, look, stop } = watch({
      [lost.id]: 'unknown',
      [ended.id]: 'succeeded',
    });
    await look({ incomplete: [lost, ended, absent] });
    await look();
    stop();
    expect(news).toEqual([{ kind: 'incomplete', operations: [lost] }]);
  });

  it('tells of what other backends deliver', async () => {
    const [fine, lost] = [
      recordedEvent(),
      recordedEvent({ outcome: 'unknown' }),
    ];
    const { news, look, delivered, stop } = watch({
      [fine.id]: 'succeeded',
      [lost.id]: 'unknown',
    });
    delivered([fine, lost]);
    await look();
    stop();
    expect(news).toEqual([{ kind: 'incomplete', operations: [lost] }]);
  });
});
