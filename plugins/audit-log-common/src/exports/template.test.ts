import fc from 'fast-check';
import {
  DestinationTemplate,
  checkDestination,
  destinationsMayCollide,
  manifestDestination,
  renderDestination,
} from './template';

const template = (
  destination: string,
  overrides: Partial<DestinationTemplate> = {},
): DestinationTemplate => ({
  destination,
  datePrefix: false,
  timeZone: 'UTC',
  ...overrides,
});

const facts = {
  run: 7,
  fromSequence: '41',
  toSequence: '1234',
  dueAt: '2026-11-22T23:30:00.000Z',
  frozenAt: '2026-11-22T23:30:04.217Z',
};

describe('renderDestination', () => {
  it.each([
    [
      template('s3://bucket/audit/dt={date}/events-{from}-{to}.csv'),
      's3://bucket/audit/dt=2026-11-22/events-000000000041-000000001234.csv',
    ],
    [
      template('gcs://bucket/{year}/{month}/{day}/{hour}{minute}-{run}.jsonl', {
        timeZone: 'Europe/Berlin',
      }),
      'gcs://bucket/2026/11/23/0030-000007.jsonl',
    ],
    [
      template('azure://acc.blob.core.windows.net/logs/a/events.parquet', {
        datePrefix: true,
        timeZone: 'Asia/Tokyo',
      }),
      'azure://acc.blob.core.windows.net/logs/a/20261122T233004217Z-events.parquet',
    ],
    [
      template('azure://acc.blob.core.windows.net/logs/{run}.parquet'),
      'azure://acc.blob.core.windows.net/logs/000007.parquet',
    ],
  ])('%j', (input, expected) => {
    expect(renderDestination(input, facts)).toBe(expected);
  });

  it('puts the manifest beside the object', () => {
    expect(manifestDestination('s3://bucket/a/b.csv')).toBe(
      's3://bucket/a/_b.csv.manifest.json',
    );
  });
});

describe('checkDestination', () => {
  it.each([
    ['s3://bucket/{run}.csv'],
    ['s3://bucket/audit/dt={date}/events-{from}-{to}.csv'],
    ['local://demo/{to}.csv'],
  ])('takes %s', destination => {
    expect(checkDestination(template(destination), '.csv')).toEqual([]);
  });

  it.each([
    ['s3://bucket/events.csv', 'add {to} or {run}'],
    ['s3://bucket/{run}.txt', "must end with '.csv'"],
    ['s3://bucket/{run}/.csv', "must end with '.csv'"],
    ['s3://bucket/_{run}.csv', 'may not begin with an underscore'],
    ['s3://bucket', 'must name a file'],
    ['s3://bucket/', 'must name a file'],
    ['s3://bucket/{nope}-{run}.csv', "unknown placeholder '{nope}'"],
    ['s3://bucket/{__proto__}-{run}.csv', 'unknown placeholder'],
    ['s3://{run}/a-{run}.csv', 'bucket name'],
    ['s3://bucket/../{run}.csv', 'dot-only parts'],
    ['s3://bucket/a//{run}.csv', 'empty'],
    ['s3://bucket/a b/{run}.csv', 'only letters'],
    ['s3://bucket/{ru{n}.csv', "unknown placeholder '{n}'"],
    ['s3://bucket/{run}{.csv', 'only letters'],
    [`s3://bucket/${'a'.repeat(950)}{run}.csv`, 'at most'],
    ['ftp://bucket/{run}.csv', 's3://'],
    ['s3://bucket/a\u0000{run}.csv', 'only letters'],
  ])('refuses %s', (destination, words) => {
    expect(checkDestination(template(destination), '.csv').join(' ')).toContain(
      words,
    );
  });

  it('answers any text with sentences, never with an exception', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), text => {
        expect(
          checkDestination(template(`s3://bucket/${text}`), '.csv'),
        ).toEqual(expect.any(Array));
        expect(checkDestination(template(text), '.csv').length).toBeGreaterThan(
          0,
        );
      }),
    );
  });
});

describe('destinationsMayCollide', () => {
  it.each([
    ['s3://bucket/a/{run}.csv', 's3://bucket/a/{run}.csv', true],
    ['s3://bucket/a/{run}.csv', 's3://bucket/a/{from}-{to}.csv', true],
    ['s3://bucket/{date}/{run}.csv', 's3://bucket/a/{run}.csv', true],
    ['gs://bucket/a/{run}.csv', 'gcs://bucket/a/{run}.csv', true],
    ['s3://bucket/a/{run}.csv', 's3://bucket/b/{run}.csv', false],
    ['s3://bucket/a/{run}.csv', 's3://other/a/{run}.csv', false],
    ['s3://bucket/{run}.csv', 's3://bucket/a/{run}.csv', false],
    ['s3://bucket/a/{run}.csv', 's3://bucket/a/{run}.csv.gz', false],
    ['s3://bucket/a/{run}-x.csv', 's3://bucket/a/{run}-y.csv', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(destinationsMayCollide(template(a), template(b))).toBe(expected);
    expect(destinationsMayCollide(template(b), template(a))).toBe(expected);
  });

  it('never says no to a template and itself', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('a', 'b', '/c', '{run}', '{date}', '-', '{to}'),
          { minLength: 1, maxLength: 12 },
        ),
        parts => {
          const same = template(`s3://bucket/x${parts.join('')}.csv`);
          expect(destinationsMayCollide(same, same)).toBe(true);
        },
      ),
    );
  });
});
