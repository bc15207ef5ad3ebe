import fc from 'fast-check';
import {
  ipAddressKey,
  parseAddressSpan,
  parseDurationSpan,
  parseMetaNumber,
  parseSequenceSpan,
  parseStatusSpan,
  parseTimeSpan,
} from '.';

const ms = (iso: string) => Date.parse(iso);

describe('parseAddressSpan', () => {
  const contains = (range: string, address: string) => {
    const { from, to } = parseAddressSpan(range)!;
    const key = ipAddressKey(address)!;
    return from <= key && key <= to;
  };

  it.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.0.0.1', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:DB8::/32', '2001:db9::', false],
    ['::/0', '192.0.2.1', true],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s holds %s: %s', (range, address, expected) => {
    expect(contains(range, address)).toBe(expected);
  });

  it.each([
    '',
    'x',
    '10',
    '10.0.0',
    '010.0.0.1',
    '256.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::1/129',
    ':::',
    '1::2::3',
    '0x7f.0.0.1',
  ])('refuses %j', text => {
    expect(parseAddressSpan(text)).toBeUndefined();
  });

  it('orders keys as the addresses are ordered', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), (a, b) => {
        const number = (ip: string) =>
          ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
        expect(ipAddressKey(a)! < ipAddressKey(b)!).toBe(number(a) < number(b));
      }),
    );
  });

  it('knows every IPv6 notation of an address as the same', () => {
    expect(ipAddressKey('2001:0DB8:0:0:0:0:0:1')).toBe(
      ipAddressKey('2001:db8::1'),
    );
    fc.assert(
      fc.property(fc.ipV6(), address => {
        expect(ipAddressKey(address)).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});

describe('parseTimeSpan', () => {
  const now = ms('2026-11-22T14:05:30.500Z');

  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2026-02', '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
    [
      '2026-11-22T14:05',
      '2026-11-22T14:05:00.000Z',
      '2026-11-22T14:05:59.999Z',
    ],
    [
      '2026-11-22t14:05+01:00',
      '2026-11-22T13:05:00.000Z',
      '2026-11-22T13:05:59.999Z',
    ],
    [
      '2026-11-22T14:05:07Z',
      '2026-11-22T14:05:07.000Z',
      '2026-11-22T14:05:07.999Z',
    ],
    [
      '2026-11-22T14:05:07.25Z',
      '2026-11-22T14:05:07.250Z',
      '2026-11-22T14:05:07.250Z',
    ],
    ['-2h', '2026-11-22T12:05:30.500Z', '2026-11-22T12:05:30.500Z'],
    ['now', '2026-11-22T14:05:30.500Z', '2026-11-22T14:05:30.500Z'],
    ['today', '2026-11-22T00:00:00.000Z', '2026-11-22T23:59:59.999Z'],
    ['yesterday', '2026-11-21T00:00:00.000Z', '2026-11-21T23:59:59.999Z'],
    ['-1w..-1d', '2026-11-15T14:05:30.500Z', '2026-11-21T14:05:30.500Z'],
    [
      '2026-11-20..2026-11-22',
      '2026-11-20T00:00:00.000Z',
      '2026-11-22T23:59:59.999Z',
    ],
  ])('reads %s', (text, from, to) => {
    expect(parseTimeSpan(text, now)).toEqual({ from: ms(from), to: ms(to) });
  });

  it.each([
    '',
    '2026-13',
    '2026-02-30',
    '2026-11-22T25:00',
    '22.11.2026',
    '2026-11-22T14',
    '-2x',
    '2026..2025',
    '..',
    '1..2..3',
  ])('refuses %j', text => {
    expect(parseTimeSpan(text, now)).toBeUndefined();
  });
});

describe('numbers and durations', () => {
  it('reads statuses and classes', () => {
    expect(parseStatusSpan('404')).toEqual({ from: 404, to: 404 });
    expect(parseStatusSpan('5XX')).toEqual({ from: 500, to: 599 });
    expect(parseStatusSpan('400..4xx')).toEqual({ from: 400, to: 499 });
    for (const text of ['', '0', '6xx', '1e2', '99', '4711', '5xx..4xx']) {
      expect(parseStatusSpan(text)).toBeUndefined();
    }
  });

  it('reads sequences up to the largest of a database', () => {
    expect(parseSequenceSpan('9223372036854775807')?.to).toBe(
      9223372036854775807n,
    );
    for (const text of ['9223372036854775808', '-1', '1.5', '', '2..1']) {
      expect(parseSequenceSpan(text)).toBeUndefined();
    }
  });

  it('reads durations as milliseconds', () => {
    expect(parseDurationSpan('2s')).toEqual({ from: 2000, to: 2000 });
    expect(parseDurationSpan('1.5m')).toEqual({ from: 90000, to: 90000 });
    expect(parseDurationSpan('100ms..1h')).toEqual({ from: 100, to: 3600000 });
    for (const text of ['2', 's', '-2s', '2 s', '9999999999s']) {
      expect(parseDurationSpan(text)).toBeUndefined();
    }
  });

  it('reads JSON numbers only', () => {
    expect(parseMetaNumber('-1.5e3')).toBe(-1500);
    for (const text of ['', '01', '.5', '1e999', 'NaN', '0x1', '1_0']) {
      expect(parseMetaNumber(text)).toBeUndefined();
    }
  });
});
