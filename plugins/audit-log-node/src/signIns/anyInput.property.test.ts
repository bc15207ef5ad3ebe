import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { anyRequest, anyText } from '../__testUtils__/anyInput';
import {
  ObservedRecorder,
  requestOf,
  responseOf,
  runs,
  startObservedRecorder,
} from '../__testUtils__/observedRecorder';
import { ResolverRegistry } from '../resolvers';
import { KnownClients } from '../clients';
import { ClientsOfExchanges } from './ClientsOfExchanges';
import { IssuedTokens } from './IssuedTokens';
import { MemorySessions } from './MemorySessions';
import { createSignInMiddleware } from './signInMiddleware';

jest.setTimeout(1_200_000);

describe('what is made of any sign-in', () => {
  let log: ObservedRecorder;
  beforeAll(async () => {
    log = await startObservedRecorder();
  });

  it('is at most one event that the log takes, by sign-ins', async () => {
    const errors: unknown[] = [];
    const middleware = createSignInMiddleware({
      recorder: log.recorder,
      resolvers: ResolverRegistry.create(),
      httpAuth: mockServices.httpAuth(),
      issuedTokens: new IssuedTokens(),
      sessions: new MemorySessions(),
      clients: new ClientsOfExchanges(
        new KnownClients({ logger: mockServices.logger.mock() }),
        new Map(),
      ),
      providers: ['github'],
      logger: mockServices.logger.mock({ error: (...all) => errors.push(all) }),
    });
    let recorded = 0;
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        fc.constantFrom(
          ['POST', '/v1/token'],
          ['POST', '/v1/revoke'],
          ['POST', '/v1/register'],
          ['GET', '/v1/authorize'],
          ['POST', '/v1/sessions/x/approve'],
          ['GET', '/v1/sessions/x'],
          ['GET', '/github/refresh'],
          ['GET', '/github/handler/frame'],
        ),
        fc.record({ grant_type: anyText, client_id: anyText, scope: anyText }),
        fc.record({ error: fc.record({ name: anyText, message: anyText }) }),
        fc.record({ sub: anyText, exp: fc.double() }),
        fc.constantFrom(200, 302, 401, 404),
        async (fields, [method, path], sent, failure, claims, statusCode) => {
          const response = responseOf(statusCode);
          const request = requestOf({
            ...fields,
            method,
            path,
            query: sent,
            body: sent,
          });
          middleware(request, response, () => {});
          const part = (value: unknown) =>
            Buffer.from(JSON.stringify(value)).toString('base64url');
          const token = [{ alg: 'none' }, claims, {}].map(part).join('.');
          response.end(
            JSON.stringify(
              statusCode < 400
                ? { access_token: token, id_token: token, scope: sent.scope }
                : failure,
            ),
          );
          response.emit('finish');
          await log.untilRecorded();
          const events = await log.takeEvents();
          expect(events.length).toBeLessThanOrEqual(1);
          recorded += events.length;
        },
      ),
      runs,
    );
    expect(errors).toEqual([]);
    expect(recorded).toBeGreaterThan(runs.numRuns / 2);
  });
});
