import { routes } from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { polledCall } from './polledCall';

function call(
  query: Record<string, string>,
  { ip = '192.0.2.1', token = 'Bearer one', callerRef = 'external:siem' } = {},
) {
  return polledCall({
    route: routes.listEvents,
    request: {
      query,
      ip,
      headers: { authorization: token },
    } as never as Request,
    callerRef,
  });
}

const polling = { order: 'asc', q: 'outcome:failed' };

describe('a polled call', () => {
  it('is one with others that ask the same', () => {
    const first = call({ ...polling, limit: '10' });
    expect(first?.meta).toEqual({ query: { q: 'outcome:failed' } });
    expect(call({ ...polling, cursor: 'abc' })?.key).toBe(first?.key);
    expect(call({ ...polling, from: '2026-11-30T00:00:00Z' })?.key).toBe(
      first?.key,
    );
  });

  it.each([
    ['question', call({ ...polling, q: 'outcome:succeeded' })],
    ['question, of nothing', call({ order: 'asc' })],
    ['address', call(polling, { ip: '192.0.2.2' })],
    ['token', call(polling, { token: 'Bearer two' })],
    ['caller', call(polling, { callerRef: 'user:default/ada' })],
  ])('is another one with another %s', (_, other) => {
    expect(other?.key).toBeDefined();
    expect(other?.key).not.toBe(call(polling)?.key);
  });

  it.each([
    ['newest first', { q: 'outcome:failed' }],
    ['bounded', { ...polling, to: '2026-11-30T00:00:00Z' }],
    [
      'of a search',
      { ...polling, search: '0b6f6c8e-6ad5-4ef0-94a5-3b0b4ab4a001' },
    ],
  ])('is none that is %s', (_, query) => {
    expect(call(query)).toBeUndefined();
  });
});
