import { sendsOf } from './sendsOf';

const requested = {
  recipients: { type: 'entity', entityRef: ['user:default/a', 'group:x/b'] },
  payload: { title: 'Hello', severity: 'high' },
};
const meant = {
  recipients: ['user:default/a', 'group:x/b'],
  title: 'Hello',
  importance: 'high',
};

describe('what came of sending a notification', () => {
  it('is told for each that was sent', () => {
    const body = [
      { id: '1', user: 'user:default/a', payload: { title: 'Hello' } },
      { id: '2', user: null, payload: { title: 'Hello' } },
    ];
    expect(sendsOf({ status: 200, body }, requested)).toEqual([
      {
        outcome: 'succeeded',
        meta: {
          actionType: 'send',
          recipient: 'user:default/a',
          notificationId: '1',
          title: 'Hello',
        },
      },
      {
        outcome: 'succeeded',
        meta: { actionType: 'broadcast', notificationId: '2', title: 'Hello' },
      },
    ]);
  });

  it('is unknown where the caller left before the answer', () => {
    expect(sendsOf({ status: undefined, body: undefined }, requested)).toEqual([
      expect.objectContaining({
        outcome: 'unknown',
        meta: { actionType: 'send', ...meant },
      }),
    ]);
  });

  it.each([
    [{ error: { name: 'InputError', message: 'No' } }, 'InputError', 'No'],
    ['<html>', 'HttpError', 'Answered with 400'],
    [undefined, 'HttpError', 'Answered with 400'],
    [null, 'HttpError', 'Answered with 400'],
  ])('failed, whatever the answer is: %j', (body, name, message) => {
    expect(sendsOf({ status: 400, body }, requested)).toEqual([
      {
        outcome: 'failed',
        meta: { actionType: 'send', ...meant },
        error: { name, message },
      },
    ]);
  });

  it.each([
    undefined,
    null,
    'text',
    [],
    { recipients: null, payload: 7 },
    { recipients: { entityRef: [1, {}, null] }, payload: { title: {} } },
  ])('reads any request: %j', given => {
    expect(sendsOf({ status: 200, body: [] }, given)).toEqual([
      { outcome: 'succeeded', meta: { actionType: 'reach-nobody' } },
    ]);
  });

  it('names everyone where a broadcast was refused', () => {
    expect(
      sendsOf({ status: 403, body: {} }, { recipients: { type: 'broadcast' } }),
    ).toMatchObject([
      { outcome: 'failed', meta: { recipients: ['everyone'] } },
    ]);
  });
});
