import { AuditLogClient } from './AuditLogClient';

describe('a query that is none', () => {
  const fetch = jest.fn();
  const client = new AuditLogClient({
    discovery: { getBaseUrl: async () => 'http://portal/api/audit-log' },
    fetchApi: { fetch },
  });

  it.each([
    ['listEvents', () => client.listEvents({ q: 'outcome:bogus' })],
    [
      'getHistogram',
      () => client.getHistogram({ q: '(plugin:catalog)' } as never),
    ],
    [
      'getFacets',
      () => client.getFacets({ q: 'plugin:', fields: 'plugin' } as never),
    ],
  ])('is not sent by %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/^The query is wrong at character \d+: ./),
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});
