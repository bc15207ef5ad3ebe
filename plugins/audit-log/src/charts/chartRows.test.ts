import { axisNames, bucketName, chartRows, spanOf } from './chartRows';

const counted = {
  buckets: ['2026-11-22T00:00:00.000Z', '2026-11-22T01:00:00.000Z'],
  end: '2026-11-22T02:00:00.000Z',
  series: [{ counts: [1, 2] }, { counts: [0, 4] }],
};

describe('chartRows', () => {
  it('turns series into buckets that follow each other', () => {
    expect(chartRows(counted)).toEqual([
      {
        from: counted.buckets[0],
        to: counted.buckets[1],
        total: 1,
        s0: 1,
        s1: 0,
      },
      { from: counted.buckets[1], to: counted.end, total: 6, s0: 2, s1: 4 },
    ]);
  });

  it('has no rows without buckets', () => {
    expect(chartRows({ buckets: [], end: counted.end, series: [] })).toEqual(
      [],
    );
  });
});

describe('spanOf', () => {
  const rows = chartRows(counted);

  it('covers both buckets, dragged in either direction', () => {
    const span = { from: counted.buckets[0], to: counted.end };
    expect(spanOf(rows, 0, 1)).toEqual(span);
    expect(spanOf(rows, 1, 0)).toEqual(span);
  });

  it('is one bucket for a click, and nothing outside', () => {
    expect(spanOf(rows, 1, 1)).toEqual({
      from: counted.buckets[1],
      to: counted.end,
    });
    expect(spanOf(rows, 0, 7)).toBeUndefined();
  });
});

describe('bucketName', () => {
  it('is as precise as the interval', () => {
    const iso = new Date(2026, 10, 22, 14, 5, 30).toISOString();
    expect(bucketName(iso, '1d', 'en-US')).toBe('Nov 22');
    expect(bucketName(iso, '5m', 'en-US')).toBe('Nov 22, 14:05');
    expect(bucketName(iso, '1s', 'en-US')).toBe('Nov 22, 14:05:30');
  });
});

describe('axisNames', () => {
  const at = (day: number, hour: number) =>
    new Date(2026, 10, day, hour).toISOString();

  it('leaves out the day where all are of one', () => {
    const nameOf = axisNames([at(22, 9), at(22, 14)], '1h', 'en-US');
    expect(nameOf(at(22, 14))).toBe('14:00');
  });

  it('says the day where there are several, or no time', () => {
    const overNight = axisNames([at(22, 9), at(23, 9)], '1h', 'en-US');
    expect(overNight(at(22, 14))).toBe('Nov 22, 14:00');
    const oneDay = axisNames([at(22, 0), at(22, 0)], '1d', 'en-US');
    expect(oneDay(at(22, 0))).toBe('Nov 22');
  });
});
