import {
  isOutcomeOver,
  StandingFacts,
  supersededEvents,
  withoutAmended,
} from './standing';
import { outcomes } from './schema';

let sequence = 0;
const event = (
  id: string,
  amends: string | null = null,
  more: Partial<StandingFacts> = {},
): StandingFacts => ({
  plugin: 'catalog',
  eventId: 'location-mutate',
  category: 'CATALOG',
  actor: { type: 'user', ref: 'user:default/ada' },
  instance: 'host-1',
  outcome: 'succeeded',
  sequence: String((sequence += 1)),
  ...more,
  id,
  amends,
});

const shown = (events: StandingFacts[]) =>
  withoutAmended(events, []).map(({ id }) => id);

const orders = <T>(all: T[]): T[][] =>
  all.length < 2
    ? [all]
    : all.flatMap((one, i) =>
        orders([...all.slice(0, i), ...all.slice(i + 1)]).map(rest => [
          one,
          ...rest,
        ]),
      );

describe('isOutcomeOver', () => {
  it('knows an order of outcomes, and no two alike', () => {
    const sorted = [...outcomes].sort((a, b) => (isOutcomeOver(a, b) ? -1 : 1));
    expect(sorted).toEqual(['failed', 'succeeded', 'unknown', 'pending']);
    expect(outcomes.some(each => isOutcomeOver(each, each))).toBe(false);
  });
});

describe('what stands of an operation', () => {
  it('is its failure, whatever came when and amends what', () => {
    for (const linked of ['begin', 'latest']) {
      for (const order of orders(['succeeded', 'failed', 'unknown'] as const)) {
        const events = [event('pending', null, { outcome: 'pending' })];
        for (const outcome of order) {
          const amends = linked === 'begin' ? 'pending' : events.at(-1)!.id;
          events.push(event(outcome, amends, { outcome }));
        }
        for (const appended of orders(events)) {
          expect(
            shown(appended.map((each, i) => ({ ...each, sequence: i }))),
          ).toEqual(['failed']);
        }
      }
    }
  });

  it('is of the same outcome what amends most, then what came last', () => {
    expect(shown([event('b', 'a'), event('a')])).toEqual(['b']);
    expect(shown([event('a'), event('b', 'a'), event('c', 'a')])).toEqual([
      'c',
    ]);
    expect(shown([event('c', 'b'), event('b', 'a'), event('a')])).toEqual([
      'c',
    ]);
  });

  it('is found where the event that both amend is not there', () => {
    const [failed, succeeded] = [
      event('b', 'a', { outcome: 'failed' }),
      event('c', 'a'),
    ];
    expect(shown([failed, succeeded])).toEqual(['b']);
    expect(supersededEvents([failed, succeeded])).toEqual(
      new Map([['c', 'b']]),
    );
  });

  it('is not hidden by an event of another operation', () => {
    const other = { instance: 'host-2', outcome: 'failed' } as const;
    const events = [event('a'), event('b', 'a', other), event('c', 'd', other)];
    expect(shown(events)).toEqual(['a', 'b', 'c']);
    expect(shown([...events, event('d')])).toEqual(['a', 'b', 'c', 'd']);
    const ada = { type: 'service', ref: 's', onBehalfOf: 'ada' } as const;
    expect(
      shown([
        event('a', null, { actor: { type: 'service', ref: 's' } }),
        event('b', 'a', { actor: ada }),
        event('c', 'a', { actor: { ...ada, onBehalfOf: 'alan' } }),
      ]),
    ).toEqual(['b', 'c']);
  });

  it('is found where events amend themselves or each other', () => {
    expect(shown([event('a', 'a')])).toEqual(['a']);
    expect(shown([event('a', 'b'), event('b', 'a')])).toHaveLength(1);
  });

  it('is left as it is where nothing is amended', () => {
    const events = [event('a'), event('b'), event('c', 'elsewhere')];
    expect(withoutAmended(events, [])).toBe(events);
    expect(
      withoutAmended(events, [
        event('d', 'a', { outcome: 'failed' }),
        ...events,
      ]),
    ).toEqual(events.slice(1));
  });
});
