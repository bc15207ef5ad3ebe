import { MAX_INGEST_BYTES } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { startPortal } from '../__testUtils__/startPortal';
import { createTestDatabases } from '../__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

type Call = Awaited<ReturnType<typeof startPortal>>['call'];

const NIL = '00000000-0000-4000-8000-000000000000';

const reads: [string, number, string][] = [
  ['/events?limit=0', 400, "'limit' is '0'"],
  ['/events?limit=-1', 400, "'limit' is '-1'"],
  ['/events?limit=1000000000', 400, "'limit' is '1000000000'"],
  ['/events?limit=1e99', 400, "'limit' is '1e99'"],
  ['/events?limit=1&limit=2', 400, "'limit' is"],
  ['/events?limit[$ne]=1', 400, "'limit' is"],
  ['/events?order=random()', 400, "'order' is 'random()'"],
  ['/events?offset=5', 400, "'offset' is unknown"],
  ['/events?__proto__[x]=1', 200, ''],
  ['/events?from=2026-11-22', 400, "'from' is '2026-11-22'"],
  ["/events?from=2026-11-22'--", 400, "'from' is"],
  ['/events?from=999999-01-01T00:00:00Z', 400, "'from' is"],
  ['/events?q=%00', 400, "field 'q' holds a NUL character"],
  [`/events?q=${'x'.repeat(10_000)}`, 400, "'q' is 'xxx"],
  ['/events?q=colour:red', 400, 'colour'],
  ['/events?q=actor:%22', 400, 'query'],
  ["/events?q=plugin:'%20or%201=1--", 400, 'plain double quotes'],
  [`/events?q=plugin:"'%20or%201=1--"`, 200, ''],
  ['/events?cursor=', 400, "'cursor' is ''"],
  ['/events?cursor=eyJzIjoxfQ', 400, 'cursor'],
  ["/events?cursor=1'%20or%201=1", 400, 'cursor'],
  [`/events?cursor=${'A'.repeat(600)}`, 400, "'cursor'"],
  ['/events/1', 400, "'id' is '1'"],
  ['/events/%00', 400, 'NUL'],
  ['/events/%E0%A4%A', 400, ''],
  ["/events/'%20or%201=1", 400, "'id' is"],
  [`/events/${NIL}`, 404, NIL],
  [`/events/${NIL}?deep=1`, 400, "'deep' is unknown"],
  ['/settings?x=1', 400, "'x' is unknown"],
  ['/quarantine?x=1', 400, "'x' is unknown"],
  ['/no-such-thing', 404, ''],
];

const event = recordedEvent;

const ingested: [string, unknown, string][] = [
  ['no events', {}, "'events' is missing"],
  ['an empty list', { events: [] }, "'events'"],
  ['an unknown field', { events: [event()], force: true }, "'force'"],
  [
    'an unknown field of an event',
    { events: [{ ...event(), sequence: '1' }] },
    "'events[0].sequence' is unknown",
  ],
  [
    'too many',
    { events: Array.from({ length: 1001 }, () => event()) },
    "'events'",
  ],
  ['text for a list', { events: 'all' }, "'events' is 'all'"],
  ['a list', [event()], 'Body is'],
  ['null', null, 'Body is'],
  ['a bad id', { events: [event({ id: '1' })] }, "'events[0].id' is '1'"],
  [
    'a bad second event',
    { events: [event(), event({ startedAt: 'now' })] },
    "'events[1].startedAt' is 'now'",
  ],
  ['a NUL in meta', { events: [event({ meta: { note: 'a\u0000b' } })] }, 'NUL'],
  ['a NUL in a name', { events: [event({ meta: { 'a\u0000': 1 } })] }, 'NUL'],
  [
    'half a surrogate pair',
    { events: [event({ meta: { note: '\ud800' } })] },
    'surrogate',
  ],
  [
    'an own event',
    { events: [event({ plugin: 'audit-log', category: 'AUDIT_LOG' })] },
    "'events[0].plugin' is 'audit-log'",
  ],
  [
    'an own category of another plugin',
    { events: [event({ category: 'AUDIT_LOG' })] },
    "'events[0].category' is 'AUDIT_LOG'",
  ],
  ...[
    'Audit-Log',
    'AUDIT-LOG',
    'audit_log',
    'auditlog',
    'audit-1og',
    'aud1t-l0g',
    ' audit-log',
    'audit-log ',
    'audit-log\u200b',
    'аudit-log',
    'audit\u2010log',
    '\uff41udit-log',
    'shop/orders',
    'über',
  ].map((plugin): [string, unknown, string] => [
    `the plugin '${plugin}'`,
    { events: [event(), event({ plugin })] },
    `'events[1].plugin' is '${plugin}'`,
  ]),
  ...['AUDITLOG', 'AUDIT__LOG', 'AUDIT_L0G', 'AUD1T_LOG'].map(
    (category): [string, unknown, string] => [
      `the category ${category}`,
      { events: [event({ category })] },
      `'events[0].category' is '${category}'`,
    ],
  ),
];

const rawBodies: [string, string, string, number, string][] = [
  ['malformed JSON', 'application/json', '{"events": [', 400, 'JSON'],
  ['another type', 'text/plain', 'events', 400, "'content-type'"],
  ['a form', 'application/x-www-form-urlencoded', 'a=1', 400, "'content-type'"],
  [
    'a strange charset',
    'application/json; charset=latin1',
    '{}',
    400,
    'could not be read',
  ],
];

async function storedEvents(knex: Knex): Promise<number> {
  const [{ n }] = await knex('audit_log_events').count({ n: '*' });
  return Number(n);
}

describe.each(databases.eachSupportedId())('bad input on %s', id => {
  let call: Call;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ call } = await startPortal({ knex }));
  });

  it.each(reads)('GET %.60s answers %s', async (path, status, sentence) => {
    const response = await call('admin', 'get', path);
    expect([response.status, response.body.error?.message ?? '']).toEqual([
      status,
      expect.stringContaining(sentence),
    ]);
  });

  it.each(ingested)('refuses %s and stores nothing', async (_, body, says) => {
    const response = await call('delivering backend', 'post', '/events')
      .set('content-type', 'application/json')
      .send(JSON.stringify(body));
    expect([response.status, response.body.error.message]).toEqual([
      400,
      expect.stringContaining(says),
    ]);
    expect(await storedEvents(knex)).toBe(0);
  });

  it.each(rawBodies)('refuses %s', async (_, type, body, status, says) => {
    const response = await call('delivering backend', 'post', '/events')
      .set('content-type', type)
      .send(body);
    expect([response.status, response.body.error.message]).toEqual([
      status,
      expect.stringContaining(says),
    ]);
  });

  it('refuses bodies that are too large', async () => {
    const small = await call('admin', 'post', '/settings/disable').send({
      reason: 'x'.repeat(200_000),
    });
    expect(small.status).toBe(413);
    const large = await call('delivering backend', 'post', '/events')
      .set('content-type', 'application/json')
      .send(`"${'x'.repeat(MAX_INGEST_BYTES)}"`);
    expect(large.status).toBe(413);
    expect(large.body.error.message).toContain(String(MAX_INGEST_BYTES));
  });

  it('refuses unknown fields and long reasons', async () => {
    const enable = await call('admin', 'post', '/settings/enable').send({
      now: true,
    });
    expect([enable.status, enable.body.error.message]).toEqual([
      400,
      expect.stringContaining("'now' is unknown"),
    ]);
    const disable = await call('admin', 'post', '/settings/disable').send({
      reason: 'x'.repeat(1001),
    });
    expect([disable.status, disable.body.error.message]).toEqual([
      400,
      expect.stringContaining("'reason' is"),
    ]);
  });

  it('takes events only while audit logging is enabled', async () => {
    const response = await call('delivering backend', 'post', '/events').send({
      events: [event()],
    });
    // What a backend sends for ever, if it is told to try again.
    expect([response.status, response.body]).toEqual([
      200,
      {
        appended: 0,
        duplicates: 0,
        completeTo: { sequence: '0', time: null },
      },
    ]);
    expect(await storedEvents(knex)).toBe(0);
  });
});
