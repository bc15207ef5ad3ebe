import { RecorderStatus } from 'backstage-plugin-audit-log-common';
import { watchRecorder } from './watchRecorder';

describe('watchRecorder', () => {
  afterEach(() => jest.useRealTimers());

  it('tells once of problems that last, and once of their end', () => {
    jest.useFakeTimers();
    const said: string[] = [];
    let problems: string[] = [];
    const stop = watchRecorder(
      { status: () => ({ problems } as unknown as RecorderStatus) },
      {
        onImpaired: list => said.push(`impaired: ${list}`),
        onRecovered: () => said.push('recovered'),
      },
      1000,
    );
    const look = (now: string[]) => {
      problems = now;
      jest.advanceTimersByTime(1000);
    };
    look(['x']);
    look([]);
    expect(said).toEqual([]);
    look(['x']);
    look(['x', 'y']);
    look(['y']);
    expect(said).toEqual(['impaired: x,y']);
    look([]);
    look([]);
    expect(said).toEqual(['impaired: x,y', 'recovered']);
    stop();
    look(['x']);
    look(['x']);
    expect(said).toHaveLength(2);
  });
});
