import { AuditLogClient } from './AuditLogClient';

/** A client whose backend answers with these, one after the other. */
function setUp(...answers: (Response | Error)[]) {
  const fetchApi = {
    fetch: jest.fn(async () => {
      const answer = answers.shift();
      if (!answer || answer instanceof Error) {
        throw answer ?? new Error('Nothing more is expected');
      }
      return answer;
    }),
  };
  const client = new AuditLogClient({
    discovery: { getBaseUrl: async () => 'http://portal/api/audit-log' },
    fetchApi,
  });
  return { client, fetch: fetchApi.fetch };
}

const refusal = (retryAfter: string) =>
  new Response(JSON.stringify({ error: { message: 'Too many at once' } }), {
    status: 429,
    headers: { 'retry-after': retryAfter, 'content-type': 'application/json' },
  });

const page = { items: [], nextCursor: null };

describe('a read that was refused because there are too many', () => {
  it('is sent again', async () => {
    const { client, fetch } = setUp(
      refusal('0'),
      refusal('0'),
      new Response(JSON.stringify(page)),
    );
    await expect(client.listEvents({ q: 'plugin:catalog' })).resolves.toEqual(
      page,
    );
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('fails where it would have to wait for too long', async () => {
    const { client, fetch } = setUp(refusal('61'));
    await expect(client.listEvents({})).rejects.toMatchObject({
      statusCode: 429,
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is not sent again once nobody wants it', async () => {
    const { client, fetch } = setUp(refusal('60'));
    const controller = new AbortController();
    const read = client.listEvents({}, controller.signal);
    controller.abort(new Error('Another query was typed'));
    await expect(read).rejects.toThrow('Another query was typed');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a live tail', (c: AuditLogClient) => c.streamEvents({}).next()],
    ['a download', (c: AuditLogClient) => c.downloadEvents({ format: 'csv' })],
  ])('is the answer at once for %s', async (_, call) => {
    const { client, fetch } = setUp(refusal('0'));
    await expect(call(client)).rejects.toMatchObject({ statusCode: 429 });
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
