import { MAX_INGEST_EVENTS } from 'backstage-plugin-audit-log-common';
import { eventOf } from '../tests/recordedEvents';
import { partsOf } from './partsOf';

describe('the requests by which events are sent', () => {
  it('are one for each period, whose order of events is kept', () => {
    const events = [...Array(90)].map(() => eventOf());
    const periods = events.map((_, i) => [undefined, 'b', 'a'][i % 3]);
    const ofRest = (rest: number) => events.filter((_, i) => i % 3 === rest);
    expect(partsOf(events, { periods })).toEqual([
      { period: 'b', events: ofRest(1) },
      { period: 'a', events: ofRest(2) },
      { period: undefined, events: ofRest(0) },
    ]);
  });

  it('are not too large', () => {
    const event = eventOf();
    const events = Array(2 * MAX_INGEST_EVENTS + 1).fill(event);
    for (const circumstances of [
      undefined,
      { periods: events.map(() => 'a') },
    ]) {
      const parts = partsOf(events, circumstances);
      expect(parts.map(part => part.events.length)).toEqual([
        MAX_INGEST_EVENTS,
        MAX_INGEST_EVENTS,
        1,
      ]);
    }
  });

  it('are none for no events', () => {
    expect(partsOf([])).toEqual([]);
  });
});
