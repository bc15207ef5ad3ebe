import * as fc from 'fast-check';
import { OpenPolls, POLL_MS, PolledRange } from './OpenPolls';

function setUp() {
  let now = Date.UTC(2026, 10, 30);
  let isRecorded = true;
  const polls = new OpenPolls({
    clock: () => new Date(now),
    isRecorded: () => isRecorded,
  });
  const begun: string[] = [];
  const ended: { poll: string; range: PolledRange }[] = [];
  const teller = {
    begin: async (poll: string) => void begun.push(poll),
    end: async (poll: string, range: PolledRange) =>
      void ended.push({ poll, range }),
  };
  return {
    polls,
    begun,
    ended,
    teller,
    read: (sequences: number[], { key = 'a', head = 100 } = {}) =>
      polls.record(key, page(sequences, head), teller),
    enable: (isOn: boolean) => {
      isRecorded = isOn;
    },
    wait: (ms: number) => {
      now += ms;
    },
  };
}

function page(sequences: number[], head: number) {
  return {
    items: sequences.map(sequence => ({ sequence: `${sequence}` })),
    completeTo: { sequence: `${head}` },
  };
}

describe('OpenPolls', () => {
  it('tells of an hour of polling at its beginning and its end', async () => {
    const { read, begun, ended, polls, wait } = setUp();
    await read([8, 9]);
    await read([10]);
    wait(POLL_MS - 1);
    await read([]);
    await polls.close();
    expect(begun).toHaveLength(1);
    expect(ended).toEqual([]);
    wait(1);
    await polls.close();
    expect(ended).toEqual([
      {
        poll: begun[0],
        range: {
          reads: 3,
          rows: 3,
          firstSequence: '8',
          lastSequence: '10',
          since: '2026-11-30T00:00:00.000Z',
          until: '2026-11-30T00:59:59.999Z',
        },
      },
    ]);
    await polls.close({ everyOne: true });
    expect(ended).toHaveLength(1);
  });

  it('begins anew after the hour, and tells of the one before first', async () => {
    const { read, begun, ended, wait } = setUp();
    await read([8]);
    await read([9]);
    wait(POLL_MS);
    await read([10]);
    expect(begun).toHaveLength(2);
    expect(ended.map(({ poll }) => poll)).toEqual([begun[0]]);
  });

  it('tells at shutdown of all that are open', async () => {
    const { read, ended, polls } = setUp();
    await read([8]);
    await read([]);
    await read([8], { key: 'b' });
    await read([9], { key: 'b' });
    await read([9], { key: 'once' });
    await polls.close({ everyOne: true });
    expect(ended.map(({ range }) => range.rows)).toEqual([1, 2]);
  });

  it('stands for nothing that is older than where it began', async () => {
    const { read, begun } = setUp();
    await read([50]);
    await read([49]);
    expect(begun).toHaveLength(2);
    await read([], { key: 'b', head: 100 });
    await read([99], { key: 'b' });
    expect(begun).toHaveLength(4);
  });

  it('lets nothing stand for later reads that is not recorded itself', async () => {
    const { read, begun, enable, polls, ended } = setUp();
    enable(false);
    await read([1]);
    enable(true);
    await read([2]);
    await read([3]);
    await polls.close({ everyOne: true });
    expect(begun).toHaveLength(2);
    expect(ended[0]).toMatchObject({
      poll: begun[1],
      range: { reads: 2, firstSequence: '2' },
    });
  });

  it('refuses all reads where it could not begin, and tries again', async () => {
    const { read, begun, polls, teller } = setUp();
    const failing = {
      ...teller,
      begin: async () => {
        throw new Error('no room');
      },
    };
    const reads = [polls.record('a', page([1], 1), failing), read([1])];
    await expect(reads[0]).rejects.toThrow('no room');
    await expect(reads[1]).rejects.toThrow('no room');
    await read([1]);
    expect(begun).toHaveLength(1);
  });

  it('keeps a poll whose end could not be told, and tells it later', async () => {
    const { polls, teller, ended, wait } = setUp();
    let isFull = true;
    const failing: typeof teller = {
      ...teller,
      end: async (poll, range) => {
        if (isFull) {
          throw new Error('no room');
        }
        await teller.end(poll, range);
      },
    };
    await polls.record('a', page([1], 1), failing);
    await polls.record('a', page([2], 2), failing);
    wait(POLL_MS);
    await expect(polls.close()).rejects.toThrow('no room');
    isFull = false;
    await polls.close();
    expect(ended.map(({ range }) => range.rows)).toEqual([2]);
    await polls.close();
    expect(ended).toHaveLength(1);
  });

  it('is left by no read while another one of the same caller waits', async () => {
    const { polls, read, teller, begun, ended } = setUp();
    let told = () => {};
    const slow = {
      ...teller,
      end: (poll: string, range: PolledRange) =>
        new Promise<void>(resolve => {
          told = resolve;
        }).then(() => teller.end(poll, range)),
    };
    await read([50]);
    await polls.record('a', page([51], 100), slow);
    // An older page closes the poll, which takes its time.
    const older = read([10]);
    const others = [read([1, 2]), read([3, 4]), read([5])];
    told();
    await Promise.all([older, ...others]);
    await polls.close({ everyOne: true });
    const single = begun.length - ended.length;
    // Each read is told of, or is the only one of a poll.
    expect(ended.reduce((sum, { range }) => sum + range.reads, single)).toBe(6);
  });

  it('tells each read by itself once it is stopping', async () => {
    const { polls, read, begun } = setUp();
    await polls.close({ everyOne: true });
    await read([1]);
    await read([2]);
    expect(begun).toHaveLength(2);
  });

  it('closes the oldest of very many', async () => {
    const { read, ended } = setUp();
    await read([1], { key: 'first' });
    await read([2], { key: 'first' });
    for (let count = 0; count < 500; count += 1) {
      await read([3], { key: `${count}` });
    }
    expect(ended.map(({ range }) => range.lastSequence)).toEqual(['2']);
  });

  it('tells of every event that left, whatever is read when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            sequences: fc
              .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 5 })
              .map(all => all.sort((a, b) => a - b)),
            key: fc.constantFrom('a', 'b'),
            minutes: fc.integer({ min: 0, max: 50 }),
          }),
          { maxLength: 30 },
        ),
        async reads => {
          const { read, ended, begun, polls, wait } = setUp();
          let rows = 0;
          for (const { sequences, key, minutes } of reads) {
            await read(sequences, { key, head: 40 });
            rows += sequences.length;
            wait(minutes * 60_000);
          }
          await polls.close({ everyOne: true });
          const told = ended.reduce((sum, { range }) => sum + range.rows, 0);
          expect(told).toBeLessThanOrEqual(rows);
          // Polls of one read end without a word.
          expect(begun.length).toBeGreaterThanOrEqual(ended.length);
          const single = begun.length - ended.length;
          const reading = ended.reduce((sum, e) => sum + e.range.reads, single);
          expect(reading).toBe(reads.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
