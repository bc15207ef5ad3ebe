import { findQueryField } from 'backstage-plugin-audit-log-common';
import {
  groupFields,
  groupsCsv,
  readGroupState,
  writeGroupState,
} from './groupState';

describe('group state', () => {
  it.each(['actor', 'meta.taskId', 'meta.location.type'])(
    'by %s comes back from a link',
    by => {
      const state = { by, per: '1w', shape: 'lines' } as const;
      expect(readGroupState(writeGroupState(state))).toEqual(state);
    },
  );

  it('has only fields that the language knows', () => {
    for (const field of groupFields) {
      expect(findQueryField(field)?.name).toBe(field);
    }
  });

  it.each(['', 'x', 'x.y.z', '..', 'outcome'])(
    'takes the usual for %j',
    text => {
      expect(readGroupState(text)).toEqual(
        readGroupState('outcome.1d.stacked'),
      );
    },
  );
});

describe('groupsCsv', () => {
  const names = { from: 'from', none: 'none', other: 'other' };

  it.each(['=1', '+1', '-1', '@a', '＝1', '＋1', '－1', '＠a', '\t1'])(
    'runs no formula such as %s',
    value => {
      const csv = groupsCsv(
        {
          buckets: [],
          series: [{ value, total: 0, counts: [] }],
          other: null,
        },
        names,
      );
      expect(csv).toBe(`from,'${value}\r\n`);
    },
  );

  it('has a line per bucket and a column per value', () => {
    const csv = groupsCsv(
      {
        buckets: ['2026-11-21', '2026-11-22'],
        series: [
          { value: 'a "b", c', total: 3, counts: [1, 2] },
          { value: null, total: 0, counts: [0, 0] },
        ],
        other: { total: 9, counts: [4, 5] },
      },
      names,
    );
    expect(csv.split('\r\n')).toEqual([
      'from,"a ""b"", c",none,other',
      '2026-11-21,1,0,4',
      '2026-11-22,2,0,5',
      '',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])(
    'keeps %j from running as a formula',
    value => {
      const csv = groupsCsv(
        { buckets: [], series: [{ value, total: 0, counts: [] }], other: null },
        names,
      );
      expect(csv).toContain(`,'${value}`);
    },
  );
});
