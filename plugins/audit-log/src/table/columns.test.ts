import { exportColumnsOfView } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import { columnTemplate } from './columnTemplate';
import { moveColumn } from './ColumnChooser';
import {
  baseColumns,
  columnText,
  defaultColumns,
  describedMetaColumns,
  findMetaColumns,
  isMetaColumn,
  knownColumns,
  pinnedColumn,
} from './columns';

const bare = anEvent({
  actor: null,
  target: null,
  client: null,
  request: null,
  meta: null,
  error: null,
  endedAt: null,
  durationMs: null,
  action: null,
});

describe('columnText', () => {
  it('is empty, not "undefined", where a column does not apply', () => {
    for (const column of [...baseColumns, 'meta.taskId', 'nonsense']) {
      expect(columnText(bare, column)).not.toMatch(/undefined|null/);
    }
    expect(columnText(bare, 'ip')).toBe('');
  });

  it('names the person behind a service', () => {
    const event = anEvent({
      actor: {
        type: 'service',
        ref: 'plugin:scaffolder',
        onBehalfOf: 'user:default/ada',
      },
    });
    expect(columnText(event, 'actor')).toBe('user:default/ada');
  });

  it.each([
    [{ taskId: '42' }, '42'],
    [{ taskId: 0 }, '0'],
    [{ taskId: false }, 'false'],
    [{ taskId: null }, ''],
    [{ taskId: ['a', { b: 1 }] }, '["a",{"b":1}]'],
  ])('shows meta %j', (meta, text) => {
    expect(columnText(anEvent({ meta }), 'meta.taskId')).toBe(text);
  });
});

describe('findMetaColumns', () => {
  it('finds each key once, sorted', () => {
    expect(
      findMetaColumns([
        anEvent({ meta: { b: 1, a: 2 } }),
        anEvent({ meta: { a: 1 } }),
        bare,
      ]),
    ).toEqual(['meta.a', 'meta.b']);
  });
});

describe('describedMetaColumns', () => {
  it('has each key of the described types once, and none that is nested', () => {
    expect(describedMetaColumns).toContain('meta.taskId');
    expect(new Set(describedMetaColumns).size).toBe(
      describedMetaColumns.length,
    );
    for (const column of describedMetaColumns) {
      expect(isMetaColumn(column)).toBe(true);
      expect(column.split('.')).toHaveLength(2);
    }
  });
});

describe('pinnedColumn', () => {
  it.each([
    ['actor,time', 'time'],
    ['actor,target', 'actor'],
  ])('of %s is %s', (columns, pinned) => {
    expect(pinnedColumn(columns.split(','))).toBe(pinned);
  });
});

describe('knownColumns', () => {
  it('keeps the order, drops strangers and repetitions', () => {
    expect(
      knownColumns(['plugin', 'x', 'meta.taskId', 'plugin', 'meta.']),
    ).toEqual(['plugin', 'meta.taskId']);
  });

  it('falls back to the default where nothing is left', () => {
    expect(knownColumns(['x'])).toBe(defaultColumns);
  });
});

describe('moveColumn', () => {
  it.each([
    ['b', -1, 'bac'],
    ['b', 1, 'acb'],
    ['a', -1, 'abc'],
    ['c', 1, 'abc'],
    ['x', 1, 'abc'],
  ] as const)('moves %s by %i', (column, step, expected) => {
    expect(moveColumn(['a', 'b', 'c'], column, step).join('')).toBe(expected);
  });
});

describe('columnTemplate', () => {
  it('gives chosen widths precedence and counts them', () => {
    const { template, minWidth } = columnTemplate(['time', 'target'], {
      time: 200,
    });
    expect(template.split(' ')[0]).toBe('200px');
    expect(minWidth).toBeGreaterThan(200);
  });

  it('fills the table where no column grows', () => {
    expect(columnTemplate(['time'], {}).template).toContain('minmax(0, 1fr)');
  });
});

describe('columns of exports', () => {
  it('has one for each column of the table', () => {
    for (const column of baseColumns) {
      expect([column, exportColumnsOfView([column])]).toEqual([
        column,
        [expect.any(String)],
      ]);
    }
  });
});
