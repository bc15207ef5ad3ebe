import { JsonObject } from '@backstage/types';
import { created, setUp } from '../__testUtils__/setUpAuditor';

describe('lines of the auditor', () => {
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
