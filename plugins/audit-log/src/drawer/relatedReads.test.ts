import { AuditEvent, parseQuery } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import { mergeRelated, relatedReads } from './relatedReads';

describe('relatedReads', () => {
  it('reads request, task, target and actor, closest first, on both sides', () => {
    const event = anEvent({ meta: { taskId: '42' } });
    expect(
      relatedReads(event).map(
        ({ relation, query }) => `${relation} ${query.order}`,
      ),
    ).toEqual([
      'request desc',
      'request asc',
      'task desc',
      'task asc',
      'target desc',
      'target asc',
      'actor desc',
      'actor asc',
    ]);
  });

  it('reads the request by its trace, or else by its id', () => {
    const q = (request: NonNullable<AuditEvent['request']>) =>
      relatedReads(anEvent({ request }))
        .filter(({ relation }) => relation === 'request')
        .map(({ query }) => query.q);
    expect(q({ traceId: 'abc', requestId: 'def' })).toEqual([
      'trace=abc',
      'trace=abc',
    ]);
    expect(q({ requestId: 'def' })).toEqual(['request=def', 'request=def']);
    const claimed = { claimedTraceId: 'abc', claimedRequestId: 'def' };
    expect(q(claimed)).toEqual([]);
    expect(q({ ...claimed, requestId: 'own' })).toEqual([
      'request=own',
      'request=own',
    ]);
  });

  it('begins at the event and goes away from it', () => {
    const event = anEvent();
    for (const { query } of relatedReads(event)) {
      expect(query.from < event.startedAt).toBe(true);
      expect(event.startedAt < query.to).toBe(true);
      const nearest = query.order === 'asc' ? query.from : query.to;
      expect(Math.abs(Date.parse(nearest) - Date.parse(event.startedAt))).toBe(
        1,
      );
    }
  });

  it('reads what was done to the location that an entity comes from', () => {
    const event = anEvent({
      actor: { type: 'service', ref: 'url:https://x/a.yaml' },
      meta: { location: 'url:https://x/a.yaml' },
    });
    expect(
      relatedReads(event).find(({ relation }) => relation === 'location')?.query
        .q,
    ).toBe('target=url:https://x/a.yaml');
  });

  it('has nothing to read without facts', () => {
    const bare = { request: null, meta: null, target: null, actor: null };
    expect(relatedReads(anEvent(bare))).toEqual([]);
  });

  it('writes queries that the language understands, whatever the values', () => {
    const target = { type: 'x', ref: 'a "b", c * \\ d' };
    for (const { query } of relatedReads(anEvent({ target }))) {
      expect(parseQuery(query.q).errors).toEqual([]);
    }
  });
});

describe('mergeRelated', () => {
  const at = (id: string, second: number) =>
    anEvent({ id, startedAt: `2026-11-22T10:00:0${second}.000Z` });
  const event = at('self', 5);

  it('has each event once, newest first, with every reason', () => {
    const before = at('before', 1);
    const after = at('after', 9);
    const merged = mergeRelated(event, [
      { relation: 'actor', events: [before, event] },
      { relation: 'request', events: [event, before] },
      { relation: 'target', events: [after] },
      { relation: 'actor', events: [after, before] },
    ]);
    expect(merged).toEqual([
      { event: after, relations: ['target', 'actor'] },
      { event, relations: [] },
      { event: before, relations: ['request', 'actor'] },
    ]);
  });

  it('orders the events of one instant by their sequence', () => {
    const same = ['9', '10', '8'].map(sequence =>
      anEvent({ id: sequence, sequence, startedAt: event.startedAt }),
    );
    expect(
      mergeRelated({ ...event, sequence: '7' }, [
        { relation: 'actor', events: same },
      ]).map(({ event: { sequence } }) => sequence),
    ).toEqual(['10', '9', '8', '7']);
  });
});
