import { RecordingKnowledge } from '../recorder';
import { PortalFollower } from './PortalFollower';

function follow(
  options: {
    flush?: () => Promise<void>;
    flushMs?: number;
    remembered?: 'on' | 'off';
  } = {},
) {
  const said: string[] = [];
  let knowledge: RecordingKnowledge | undefined;
  const ask = jest.fn(async () => {});
  const logger = { info: jest.fn(), warn: jest.fn() };
  const follower = new PortalFollower({
    recorder: {
      get knowledge() {
        return knowledge;
      },
      get recording() {
        const { remembered = 'unknown' as const } = options;
        const { recording = remembered } = knowledge ?? {};
        return recording === 'never' ? 'off' : recording;
      },
      learn: next => {
        knowledge = next;
        said.push(next.recording);
      },
      flush: async () => {
        said.push('flush');
        await options.flush?.();
      },
    },
    ask,
    logger,
    onBegun: () => said.push('begun'),
    flushMs: options.flushMs,
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise(setImmediate);
    }
  };
  return { follower, said, ask, logger, settle };
}

describe('PortalFollower', () => {
  let uptime = 0;

  beforeEach(() => {
    uptime = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => uptime);
  });
  afterEach(() => jest.restoreAllMocks());

  it('has the recorder note the same again by and by, for the next process', async () => {
    const { follower, said, settle } = follow();
    for (const [at, notes] of [
      [0, 1],
      [4_999, 1],
      [5_000, 2],
      [6_000, 2],
      [10_000, 3],
    ]) {
      uptime = at;
      follower.heard({ recording: 'off', version: '1' });
      await settle();
      expect(said).toEqual(Array(notes).fill('off'));
    }
  });

  it.each(['on', 'off'] as const)(
    'begins with the first answer, where it was %s before',
    async remembered => {
      const { follower, said, settle } = follow({ remembered });
      follower.heard({ recording: 'on', version: '1' });
      await settle();
      expect(said).toEqual(['on', 'begun']);
    },
  );

  it('delivers what was recorded before it records no more', async () => {
    const { follower, said, settle, logger } = follow();
    follower.heard({ recording: 'on', version: '1' });
    await settle();
    follower.heard({ recording: 'on', version: '1' });
    await settle();
    follower.heard({ recording: 'on', version: '2' });
    await settle();
    follower.heard({ recording: 'off', version: '3' });
    await settle();
    follower.heard({ recording: 'off', version: '3' });
    follower.heard({ recording: 'on', version: '4' });
    await settle();
    expect(said).toEqual(['on', 'begun', 'on', 'flush', 'off', 'on', 'begun']);
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('records nothing of a portal that was never enabled', async () => {
    const { follower, said, settle } = follow();
    follower.heard({ recording: 'never', version: '1' });
    await settle();
    expect(said).toEqual(['never']);
  });

  it('waits for no delivery for ever', async () => {
    const never = new Promise<void>(() => {});
    const { follower, said, settle } = follow({
      flush: () => never,
      flushMs: 1,
    });
    follower.heard({ recording: 'on' });
    await settle();
    follower.heard({ recording: 'off' });
    while (!said.includes('off')) {
      await settle();
    }
    expect(said).toEqual(['on', 'begun', 'flush', 'off']);
  });

  it('does what is said while it waits for a delivery', async () => {
    let finish = () => {};
    const { follower, said, settle } = follow({
      flush: () => new Promise<void>(resolve => (finish = resolve)),
    });
    follower.heard({ recording: 'on', version: '1' });
    await settle();
    follower.heard({ recording: 'off', version: '2' });
    follower.heard({ recording: 'on', version: '3' });
    await settle();
    finish();
    await settle();
    expect(said.at(-2)).toBe('on');
    expect(said.at(-1)).toBe('begun');
  });

  it('says once that the portal can not be asked, and asks on', async () => {
    const { follower, ask, logger } = follow();
    const fail = async () => {
      throw new Error('no route to host');
    };
    ask.mockImplementationOnce(fail).mockImplementationOnce(fail);
    await follower.ask();
    await follower.ask();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await follower.ask();
    ask.mockImplementationOnce(fail);
    await follower.ask();
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });
});
