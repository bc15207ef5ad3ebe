import { OpenSearches, SEARCH_MS } from './OpenSearches';

function setUp() {
  let now = Date.UTC(2026, 10, 22);
  let isRecorded = true;
  const searches = new OpenSearches({
    clock: () => new Date(now),
    countsMs: SEARCH_MS,
    isRecorded: () => isRecorded,
  });
  const record = jest.fn(async () => {});
  return {
    searches,
    record,
    enable: (isOn: boolean) => {
      isRecorded = isOn;
    },
    wait: (minutes: number) => {
      now += minutes * 60_000;
    },
  };
}

describe('OpenSearches', () => {
  it('records the reads of a search once', async () => {
    const { searches, record } = setUp();
    await Promise.all([
      searches.record('a', record),
      searches.record('a', record),
    ]);
    await searches.record('a', record);
    expect(record).toHaveBeenCalledTimes(1);
    await searches.record('b', record);
    expect(record).toHaveBeenCalledTimes(2);
  });

  it('records again who goes on for longer, however often they read', async () => {
    const { searches, record, wait } = setUp();
    for (let minute = 0; minute <= 20; minute += 1) {
      await searches.record('a', record);
      wait(1);
    }
    expect(record).toHaveBeenCalledTimes(3);
  });

  it('lets nothing stand for later reads that is not recorded itself', async () => {
    const { searches, record, enable } = setUp();
    enable(false);
    await searches.record('a', record);
    enable(true);
    await searches.record('a', record);
    await searches.record('a', record);
    expect(record).toHaveBeenCalledTimes(2);
  });

  it('lets all reads wait until the first is recorded', async () => {
    const { searches } = setUp();
    let finish = () => {};
    const first = searches.record(
      'a',
      () => new Promise<void>(resolve => (finish = resolve)),
    );
    const done = jest.fn();
    const second = searches.record('a', jest.fn()).then(done);
    await new Promise(process.nextTick);
    expect(done).not.toHaveBeenCalled();
    finish();
    await Promise.all([first, second]);
    expect(done).toHaveBeenCalled();
  });

  it('refuses all reads where it could not be recorded, and tries again', async () => {
    const { searches, record } = setUp();
    const failing = async () => {
      throw new Error('no room');
    };
    const reads = [searches.record('a', failing), searches.record('a', record)];
    await expect(reads[0]).rejects.toThrow('no room');
    await expect(reads[1]).rejects.toThrow('no room');
    await searches.record('a', record);
    expect(record).toHaveBeenCalledTimes(1);
  });

  it('forgets the oldest of very many, which are then recorded again', async () => {
    const { searches, record } = setUp();
    for (let count = 0; count <= 10_000; count += 1) {
      await searches.record(`${count}`, async () => {});
    }
    await searches.record('10000', record);
    expect(record).not.toHaveBeenCalled();
    await searches.record('0', record);
    expect(record).toHaveBeenCalledTimes(1);
  });
});
