import { AuditorService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CallerLeftError } from 'backstage-plugin-audit-log-node';
import { Request, Response } from 'express';
import { SOME_ID } from '../__testUtils__/sampleRequests';
import { CallerLimits } from '../limits';
import { createOpenReads } from '../searches';
import { guard, GuardServices } from './guard';
import { Handler, StreamedAnswer } from '../rooms';

function setUp(
  gate: GuardServices['gate']['pass'] = async () => 'passed',
  nameOf?: GuardServices['nameOf'],
) {
  const event = {
    success: jest.fn(async () => {}),
    fail: jest.fn(async () => {}),
  };
  const services: GuardServices = {
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.user(),
    }),
    auditor: {
      createEvent: async () => event,
    } as unknown as AuditorService,
    access: {
      decide: async () => ({ allowed: true, where: [] }),
      describe: jest.fn(),
    },
    limits: new CallerLimits({ read: 1, liveTail: 1, download: 1 }),
    openReads: createOpenReads({
      clock: () => new Date(),
      recorder: { knowledge: undefined },
    }),
    gate: { pass: gate },
    readWhere: where => ({ narrow: () => where } as never),
    judges: {
      updateSettings: async () => {},
      updateGrant: async () => {},
    },
    nameOf,
  };
  const response = {
    destroyed: false,
    once: jest.fn().mockReturnThis(),
    status: jest.fn().mockReturnThis(),
    json: jest.fn().mockReturnThis(),
  };
  const request = {
    params: { id: SOME_ID },
    query: {},
    headers: {},
  } as unknown as Request;
  return {
    event,
    response,
    call: (handler: Handler<'revokeGrant'>) =>
      guard(
        'revokeGrant',
        handler,
        services,
      )(request, response as unknown as Response),
  };
}

const grant = { id: SOME_ID } as never;

describe('guard', () => {
  it('keeps what was found out before a failure', async () => {
    const { call, event } = setUp();
    const error = new NotFoundError('It is gone');
    await expect(
      call(async ({ note }) => {
        note({ before: { reason: 'Case 7' } });
        throw error;
      }),
    ).rejects.toBe(error);
    expect(event.fail).toHaveBeenCalledWith({
      error,
      meta: { before: { reason: 'Case 7' } },
    });
  });

  it.each<[string, GuardServices['nameOf'], object]>([
    [
      'names',
      async () => 'user:default/grace',
      { before: { name: 'user:default/grace' } },
    ],
    ['says nothing more of what is gone of', async () => undefined, {}],
    [
      'fails as it would without a name of',
      async () => {
        throw new Error('The database is away');
      },
      {},
    ],
  ])(
    '%s what was to be changed, also where it was refused',
    async (_, nameOf, meta) => {
      const error = new NotAllowedError('Ask an Admin');
      const asked = jest.fn(nameOf);
      const refused = setUp(async () => {
        throw error;
      }, asked);
      await expect(refused.call(async () => grant)).rejects.toBe(error);
      expect(refused.event.fail).toHaveBeenCalledWith({ error, meta });
      expect(asked).toHaveBeenCalledWith('grant-revoke', SOME_ID);
      const failed = setUp(undefined, nameOf);
      await expect(
        failed.call(async () => {
          throw error;
        }),
      ).rejects.toBe(error);
      expect(failed.event.fail).toHaveBeenCalledWith({ error, meta });
    },
  );

  it('says of a change whose caller left what was done, and no outcome', async () => {
    const { call, event, response } = setUp();
    await expect(
      call(async ({ note }) => {
        note({ before: { reason: 'Case 7' } });
        response.destroyed = true;
        return grant;
      }),
    ).rejects.toThrow(CallerLeftError);
    expect(event.success).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.any(CallerLeftError),
      meta: { before: { reason: 'Case 7' } },
    });
  });

  it('keeps what a stream noted until it broke', async () => {
    const { call, event } = setUp();
    const error = Object.assign(new Error('It broke'), { code: 'EPIPE' });
    await expect(
      call(
        async ({ note }) =>
          new StreamedAnswer(async () => {
            note({ rows: 7 });
            throw error;
          }),
      ),
    ).rejects.toBe(error);
    expect(event.fail).toHaveBeenCalledWith({ error, meta: { rows: 7 } });
  });

  it('asks what is allowed while disabled before the handler', async () => {
    const refusal = new NotAllowedError('Audit logging is disabled');
    const { call, event } = setUp(async may => {
      expect(may).toBe('allowed');
      throw refusal;
    });
    const handler = jest.fn();
    await expect(call(handler)).rejects.toBe(refusal);
    expect(handler).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalledWith({ error: refusal, meta: {} });
  });
});
