import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import {
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { ServiceFactoryTester } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { created, setUp } from '../__testUtils__/setUpAuditor';

/** Lines as Backstage writes them, but for the secret in the query. */
function withoutToken(lines: unknown[][]): unknown[][] {
  return lines.map(line =>
    line.map(part => {
      const asked = ((part ?? {}) as { request?: { url?: string } }).request;
      return asked?.url
        ? {
            ...(part as object),
            request: {
              ...asked,
              url: asked.url.replace('token=abc', 'token=[redacted]'),
            },
          }
        : part;
    }),
  );
}

describe('lines of the auditor', () => {
  it.each<
    [
      string,
      JsonObject,
      AuditorServiceCreateEventOptions,
      (event: AuditorServiceEvent) => Promise<void>,
    ]
  >([
    ['a success', {}, created, event => event.success({ meta: { id: '1' } })],
    [
      'a failure',
      {},
      created,
      event => event.fail({ error: new Error('no'), meta: { id: '1' } }),
    ],
    [
      'both outcomes',
      {},
      created,
      async event => {
        await event.success();
        await event.fail({ error: new Error('late') });
      },
    ],
    [
      'an event without request, meta and severity',
      {},
      { eventId: 'x' },
      event => event.success(),
    ],
    [
      'levels of the configuration',
      {
        backend: { auditor: { severityLogLevelMappings: { medium: 'warn' } } },
      },
      created,
      event => event.success(),
    ],
  ])(
    'writes the same lines as Backstage for %s',
    async (_, config, options, end) => {
      const ours = await setUp({ config });
      ours.record();
      await end(await ours.auditor.createEvent(options));

      const theirs = await setUp({ config });
      const standard = await ServiceFactoryTester.from(auditorServiceFactory, {
        dependencies: theirs.dependencies,
      }).getSubject('catalog');
      theirs.lines.length = 0;
      await end(await standard.createEvent(options));

      const isAuditEventChild = ours.lines.findIndex(
        ([level, fields]) =>
          level === 'child' && (fields as JsonObject).isAuditEvent === true,
      );
      expect(isAuditEventChild).toBeGreaterThanOrEqual(0);
      expect(ours.lines.slice(isAuditEventChild + 1)).toEqual(
        withoutToken(
          theirs.lines.filter(
            ([, fields]) => (fields as JsonObject).isAuditEvent !== true,
          ),
        ),
      );
      expect(theirs.lines.length).toBeGreaterThan(1);
    },
  );

  it('writes no lines where the configuration says so, and records', async () => {
    const { auditor, lines, sink, record } = await setUp({
      config: { auditLog: { logLines: false } },
    });
    record();
    await (await auditor.createEvent(created)).success();
    expect(lines).toEqual([]);
    expect(sink.events).toHaveLength(1);
  });

  it('refuses a level that does not exist, naming it', async () => {
    await expect(
      setUp({
        config: {
          backend: { auditor: { severityLogLevelMappings: { low: 'loud' } } },
        },
      }),
    ).rejects.toThrow(
      "'backend.auditor.severityLogLevelMappings.low' is 'loud': expected one of 'debug', 'info', 'warn', 'error'",
    );
  });

  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ['metadata', {}, { detail: 'metadata' }, /"userAgent":"firefox"/],
    ['none', {}, { detail: 'none' }, /"status":"succeeded"/],
    ['metadata', { outcome: 'failed' }, { detail: 'metadata' }, /firefox/],
    ['none', { path: '/api/catalog/*' }, { detail: 'none' }, /location/],
  ])(
    'tells in lines no more than the log shows: %s of %j',
    async (_, match, effect, expected) => {
      const rule = { name: 'r', match, effect: 'record', ...effect };
      const { auditor, lines, sink, recorder, record } = await setUp({
        config: { auditLog: { defaultRules: false, rules: [rule] } },
      });
      record();
      const event = await auditor.createEvent({
        ...created,
        meta: { secretWord: 'SALARY' },
      });
      const outcome = 'outcome' in match ? 'fail' : 'success';
      await event[outcome]({
        meta: { note: 'SALARY' },
        error: new Error('It failed'),
      });
      await recorder.flush();
      const [stored] = sink.events;
      expect(stored.meta).toEqual({ '[left out]': `by the rule 'r'` });
      const told = JSON.stringify(lines, (__, value) =>
        value instanceof Error ? value.message : value,
      );
      expect(told).not.toContain('SALARY');
      expect(told).toContain(`by the rule 'r'`);
      expect(told).toMatch(expected);
      expect(told.includes('firefox')).toBe(stored.client !== null);
      expect(told.includes('portal.example.com')).toBe(stored.client !== null);
      expect(told.includes('It failed')).toBe(
        stored.error?.message === 'It failed',
      );
    },
  );
});
