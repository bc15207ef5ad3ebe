import { mockServices } from '@backstage/backend-test-utils';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually } from '../__testUtils__/startPortal';
import { DatabaseEventStore } from '../store';
import { Ticks } from '../ticks';
import { createRecording } from './createRecording';
import { RecordingNews } from './news';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('createRecording on %s', id => {
  it('alarms of a log whose time is ahead, as a problem of the process', async () => {
    const knex = await initDatabase(databases, id);
    const ahead = await DatabaseEventStore.create({
      knex,
      clock: () => Date.now() + 2 * 86_400_000,
    });
    await ahead.append([recordedEvent()]);
    const news: RecordingNews[] = [];
    const logger = mockServices.logger.mock();
    const ticks = new Ticks({ logger, health: new Map() });
    const recording = createRecording({
      knex,
      store: ahead,
      recorder: {
        instance: 'backend-0',
        status: () => ({ instance: 'backend-0', problems: [], quarantined: 0 }),
        quarantined: () => [],
        takeIncomplete: () => [],
      } as unknown as AuditLogRecorder,
      clock: () => new Date(),
      logger,
      onNews: async each => {
        news.push(each);
      },
      intervalMs: 20,
    });
    recording.ticks.forEach(tick => ticks.start(tick));
    try {
      const problem = expect.stringMatching(/^The time of the log is 2 days/);
      await eventually(async () =>
        expect(news).toEqual([
          { kind: 'impaired', instance: 'backend-0', problems: [problem] },
        ]),
      );
      expect(recording.recorder.status().problems).toEqual([problem]);
    } finally {
      await recording.stop(ticks.stop());
    }
  });
});
