import {
  GroupsResponse,
  TimeInterval,
  csvRow,
} from 'backstage-plugin-audit-log-common';

/** The fields that events can be grouped by, besides `meta.<path>`. */
export const groupFields = [
  'outcome',
  'severity',
  'category',
  'plugin',
  'event',
  'action',
  'actor',
  'target',
  'actorType',
  'via',
  'actorMode',
  'client',
  'clientName',
  'targetType',
  'ip',
  'method',
  'path',
  'status',
  'instance',
] as const;

/** One of {@link groupFields}. */
export type GroupField = (typeof groupFields)[number];

/** Whether events can be grouped by a field. */
export function isGroupable(field: string): boolean {
  return isGroupField(field) || /^meta\.\S/.test(field);
}

/** Whether it is one of {@link groupFields}. */
export function isGroupField(field: string): field is GroupField {
  return (groupFields as readonly string[]).includes(field);
}

/** The lengths of time that counts can be divided into. */
export const groupIntervals = [
  'all',
  '1h',
  '6h',
  '1d',
  '1w',
  '1mo',
] as const satisfies readonly (TimeInterval | 'all')[];

/** How counts are drawn. */
export const chartShapes = ['stacked', 'bars', 'lines'] as const;

/** What the chart of events shows; a link carries it. */
export interface GroupState {
  /** A field for which {@link isGroupable} holds. */
  by: string;
  per: (typeof groupIntervals)[number];
  shape: (typeof chartShapes)[number];
}

const fallback: GroupState = { by: 'outcome', per: '1d', shape: 'stacked' };

/** Reads the text of a link, such as `outcome.1d.lines`. What is unknown is the usual. */
export function readGroupState(text: string): GroupState {
  // The path of a field of meta has dots of its own.
  const parts = text.split('.');
  const [per, shape] = parts.slice(-2);
  const by = parts.slice(0, -2).join('.');
  return {
    by: isGroupable(by) ? by : fallback.by,
    per: groupIntervals.find(name => name === per) ?? fallback.per,
    shape: chartShapes.find(name => name === shape) ?? fallback.shape,
  };
}

/** Writes the state as the text of a link. */
export function writeGroupState(state: GroupState): string {
  return `${state.by}.${state.per}.${state.shape}`;
}

/** The counts as CSV: a line per bucket, a column per value. */
export function groupsCsv(
  groups: Pick<GroupsResponse, 'buckets' | 'series' | 'other'>,
  names: { from: string; none: string; other: string },
): string {
  const columns = [
    ...groups.series.map(({ value, counts }) => ({
      name: value ?? names.none,
      counts,
    })),
    ...(groups.other
      ? [{ name: names.other, counts: groups.other.counts }]
      : []),
  ];
  const lines = [
    [names.from, ...columns.map(({ name }) => name)],
    ...groups.buckets.map((from, place) => [
      from,
      ...columns.map(({ counts }) => `${counts[place]}`),
    ]),
  ];
  // Values of a log are written by anybody: no formula among them may run.
  return lines.map(line => csvRow(line, { formulaGuard: true })).join('');
}
