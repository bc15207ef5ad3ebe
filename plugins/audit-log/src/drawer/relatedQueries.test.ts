import { parseQuery } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import { relatedQueries } from './relatedQueries';

describe('relatedQueries', () => {
  it('looks for request, task, target and actor, closest first', () => {
    const event = anEvent({ meta: { taskId: '42' } });
    expect(relatedQueries(event).map(({ relation }) => relation)).toEqual([
      'request',
      'task',
      'target',
      'actor',
    ]);
  });

  it('looks for the request once, by trace where there is one', () => {
    const request = { traceId: 'abc', requestId: 'def' };
    const found = relatedQueries(anEvent({ request }));
    expect(found.filter(one => one.relation === 'request')).toHaveLength(1);
    expect(found[0].q).toBe('trace=abc');
    const [byRequest] = relatedQueries(
      anEvent({ request: { requestId: 'def' } }),
    );
    expect(byRequest.q).toBe('request=def');
  });

  it('looks before and after the event', () => {
    const event = anEvent();
    for (const { from, to } of relatedQueries(event)) {
      expect(from < event.startedAt && event.startedAt < to).toBe(true);
    }
  });

  it('has nothing to look for without facts', () => {
    const bare = { request: null, meta: null, target: null, actor: null };
    expect(relatedQueries(anEvent(bare))).toEqual([]);
  });

  it('writes queries that the language understands, whatever the values', () => {
    const target = { type: 'x', ref: 'a "b", c * \\ d' };
    for (const { q } of relatedQueries(anEvent({ target }))) {
      expect(parseQuery(q).errors).toEqual([]);
    }
  });
});
