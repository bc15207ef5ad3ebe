import { recordedEvent } from '../__testUtils__/recordedEvent';
import { claimedIds, falseClaims } from './claims';

const first = recordedEvent();
const known = new Map([[first.id, first]]);
const by = 'plugin:audit-log-delivery';
const amending = (overrides: object = {}) =>
  recordedEvent({ amends: first.id, ...overrides });

describe('falseClaims', () => {
  it.each([
    ['plugin', { plugin: 'scaffolder' }],
    ['event id', { eventId: 'entity-fetch' }],
    ['actor', { actor: { type: 'user', ref: 'user:default/alan' } }],
    ['process', { instance: 'other' }],
    ['category of the audit log', { category: 'AUDIT_LOG' }],
  ])('names events of another %s', (_, other) => {
    const forged = amending(other);
    const upper = amending({ ...other, amends: first.id.toUpperCase() });
    const honest = amending();
    const taken = { ...first, ...other };
    const all = [forged, honest, upper, taken] as (typeof first)[];
    expect(falseClaims(all, known, by)).toEqual(
      [taken, forged, upper].map(({ id }) => ({
        id,
        reason: expect.stringContaining(`Event "${id}" can't be stored: `),
      })),
    );
    // In one batch it is the same.
    expect(falseClaims([first, ...all], new Map(), by)).toHaveLength(3);
  });

  it('names nothing else', () => {
    const service = { type: 'service', ref: 'plugin:x' } as const;
    const ended = recordedEvent({
      actor: { ...service, onBehalfOf: 'user:default/ada' },
    });
    expect(
      falseClaims(
        [
          first,
          { ...first, outcome: 'unknown', endedAt: null, meta: null },
          amending(),
          recordedEvent({ amends: recordedEvent().id, plugin: 'other' }),
          // After a crash its end is told again, without what was learnt.
          { ...ended, actor: service },
        ],
        new Map([...known, [ended.id, ended]]),
        by,
      ),
    ).toEqual([]);
    const erased = new Map([[first.id, { ...first, actor: null }]]);
    expect(falseClaims([first], erased, by)).toEqual([]);
  });

  it('names what would amend an event that this portal recorded', () => {
    const own = new Map([[first.id, { ...first, deliveredBy: null }]]);
    expect(falseClaims([amending(), first], own, by)).toHaveLength(2);
    const theirs = new Map([[first.id, { ...first, deliveredBy: by }]]);
    expect(falseClaims([amending(), first], theirs, by)).toEqual([]);
    expect(falseClaims([amending(), first], theirs, 'other')).toHaveLength(2);
  });

  it('looks ids up in lower case, each once', () => {
    const upper = { ...first, id: first.id.toUpperCase() };
    expect(claimedIds([first, upper, amending({ id: first.id })])).toEqual([
      first.id,
    ]);
  });
});
