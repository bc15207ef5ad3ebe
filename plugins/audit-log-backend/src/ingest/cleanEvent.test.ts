import { recordedEvent } from '../__testUtils__/recordedEvent';
import { cleanEvent } from './cleanEvent';

/** Joined at run time, so that no scanner takes this file for a leak. */
const secret = ['gh', 'p_Zx9pQ2vL7mT4kR8wZx9pQ2vL'].join('');

it('takes secrets out of every text that a sender can write', () => {
  const clean = cleanEvent(
    recordedEvent({
      action: secret,
      target: { type: 'location', ref: `url:${secret}`, name: secret },
      client: { ip: '10.0.0.1', userAgent: secret },
      request: {
        path: `/${secret}`,
        query: `a=${secret}`,
        requestId: secret,
        claimedRequestId: secret,
      },
      error: { name: secret, message: secret },
      meta: { note: secret, nested: [{ password: 'hunter2' }] },
    }),
  );
  const text = JSON.stringify(clean);
  expect(text).not.toContain(secret);
  expect(text).not.toContain('hunter2');
});

it.each([
  { ref: 'user:default/ada' },
  { ref: null, onBehalfOf: 'user:default/ada' },
  { ref: null, via: 'plugin:x', clientName: 'ada' },
])('names nobody as %p where nobody signed in', named => {
  const event = recordedEvent({ actor: { type: 'anonymous', ...named } });
  expect(cleanEvent(event).actor).toEqual({ type: 'anonymous', ref: null });
});

it('leaves an event without secrets as it is', () => {
  const event = recordedEvent();
  expect(cleanEvent(event)).toEqual(event);
});

it.each([
  ['203.0.113.7:51008', { ip: '203.0.113.7', userAgent: 'x' }],
  ['::ffff:cb00:7107', { ip: '203.0.113.7', userAgent: 'x' }],
  ['unknown', { userAgent: 'x' }],
])('takes %s for what it is', (ip, client) => {
  expect(
    cleanEvent(recordedEvent({ client: { ip, userAgent: 'x' } })).client,
  ).toEqual(client);
});
