import { RecordingKnowledge } from '../recorder';
import { PortalFollower } from './PortalFollower';

function follow(options: { remembered?: 'on' | 'off' } = {}) {
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
    },
    ask,
    logger,
    onBegun: () => said.push('begun'),
  });
  return { follower, said, ask, logger };
}

describe('PortalFollower', () => {
  let uptime = 0;

  beforeEach(() => {
    uptime = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => uptime);
  });
  afterEach(() => jest.restoreAllMocks());

  it('has the recorder note the same again by and by, for the next process', async () => {
    const { follower, said } = follow();
    for (const [at, notes] of [
      [0, 1],
      [4_999, 1],
      [5_000, 2],
      [6_000, 2],
      [10_000, 3],
    ]) {
      uptime = at;
      follower.heard({ recording: 'off', version: '1' });
      expect(said).toEqual(Array(notes).fill('off'));
    }
  });

  it.each(['on', 'off'] as const)(
    'begins with the first answer, where it was %s before',
    async remembered => {
      const { follower, said } = follow({ remembered });
      follower.heard({ recording: 'on', version: '1' });
      expect(said).toEqual(['on', 'begun']);
    },
  );

  it('records no more at once when the portal says so', async () => {
    const { follower, said, logger } = follow();
    follower.heard({ recording: 'on', version: '1' });
    follower.heard({ recording: 'on', version: '1' });
    follower.heard({ recording: 'on', version: '2' });
    follower.heard({ recording: 'off', version: '3' });
    follower.heard({ recording: 'off', version: '3' });
    follower.heard({ recording: 'on', version: '4' });
    expect(said).toEqual(['on', 'begun', 'on', 'off', 'on', 'begun']);
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('records nothing of a portal that was never enabled', async () => {
    const { follower, said } = follow();
    follower.heard({ recording: 'never', version: '1' });
    expect(said).toEqual(['never']);
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
