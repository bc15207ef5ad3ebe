import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { readUnexported } from './readUnexported';

describe('readUnexported', () => {
  it('takes a schedule that is not understood to export every event', async () => {
    const schedule = { coverage: { mode: 'incremental' }, checkedTo: '7' };
    const logger = mockServices.logger.mock();
    const found = await readUnexported({
      schedules: {
        list: async () => [
          { ...schedule, name: 'Sound', status: 'active', query: 'a' },
          { ...schedule, name: 'Broken', status: 'suspended', query: 'b' },
          { ...schedule, name: 'Paused', status: 'paused', query: 'b' },
        ],
      } as unknown as DatabaseScheduleStore,
      compileQuery: text => {
        if (text === 'b') {
          throw new InputError('there is no field b');
        }
        return [() => {}];
      },
      clock: () => new Date(),
      logger,
    });
    expect(found).toEqual([
      { schedule: 'Sound', afterSequence: '7', where: [expect.anything()] },
      { schedule: 'Broken', afterSequence: '7', where: [] },
    ]);
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining("export schedule 'Broken' is not understood")],
    ]);
  });
});
