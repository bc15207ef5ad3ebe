import { RecorderStatus } from 'backstage-plugin-audit-log-common';
import { eventOf } from '../tests/recordedEvents';
import { watchRecorder } from './watchRecorder';

describe('watchRecorder', () => {
  afterEach(() => jest.useRealTimers());

  it('tells once of problems that last, and once of their end', () => {
    jest.useFakeTimers();
    const said: string[] = [];
    let problems: string[] = [];
    const stop = watchRecorder(
      {
        status: () => ({ problems } as unknown as RecorderStatus),
        takeIncomplete: () => [],
      },
      {
        onImpaired: list => said.push(`impaired: ${list}`),
        onRecovered: list => said.push(`recovered: ${list}`),
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
    expect(said).toEqual(['impaired: x,y', 'recovered: y']);
    stop();
    look(['x']);
    look(['x']);
    expect(said).toHaveLength(2);
  });

  it('tells of incomplete operations once, and not while nothing can be appended', () => {
    jest.useFakeTimers();
    const told: string[][] = [];
    const events = [eventOf({ outcome: 'unknown' })];
    const id = events[0].id;
    let isAway = true;
    const stop = watchRecorder(
      {
        status: () => ({ problems: [], isAway } as unknown as RecorderStatus),
        takeIncomplete: () => events.splice(0),
      },
      {
        onImpaired: () => {},
        onRecovered: () => {},
        onIncomplete: list => told.push(list.map(event => event.id)),
      },
      1000,
    );
    jest.advanceTimersByTime(2000);
    expect(told).toEqual([]);
    isAway = false;
    jest.advanceTimersByTime(3000);
    expect(told).toEqual([[id]]);
    stop();
  });
});
