import {
  Cadence,
  ExportOutput,
  ExportSchedule,
  ExportScheduleDraft,
  StorageIntegration,
  View,
  compressionsOfFormat,
  exportColumnsOfView,
  extensionOf,
} from 'backstage-plugin-audit-log-common';

/** What the form holds; it may be incomplete. */
export type ScheduleDraft = ExportScheduleDraft & { output: ExportOutput };

/** The part of a schedule that people write. */
export function draftOfSchedule(schedule: ExportSchedule): ScheduleDraft {
  return {
    name: schedule.name,
    viewId: schedule.viewId,
    query: schedule.query,
    integration: schedule.integration,
    destination: schedule.destination,
    datePrefix: schedule.datePrefix,
    output: schedule.output,
    cadence: schedule.cadence,
    timeZone: schedule.timeZone,
    coverage: schedule.coverage,
    condition: schedule.condition,
  };
}

/** What a new schedule begins with. */
export function newDraft(options: {
  view?: View;
  integration?: StorageIntegration;
  timeZone: string;
}): ScheduleDraft {
  const { view, integration, timeZone } = options;
  const draft: ScheduleDraft = {
    name: view?.name ?? '',
    viewId: view?.id ?? null,
    query: view?.query ?? '',
    integration: integration?.name ?? '',
    destination: '',
    datePrefix: false,
    output: {
      format: 'jsonl',
      compression: 'gzip',
      formulaGuard: false,
      columns: null,
    },
    cadence: { type: 'daily', time: '02:00' },
    timeZone,
    coverage: { mode: 'incremental' },
    condition: { type: 'always' },
  };
  return { ...draft, destination: suggestDestination(draft, integration) };
}

/**
 * A destination for those who haven't chosen one: a folder of the schedule's
 * name, one folder a day, and a file name that no other run can have.
 */
export function suggestDestination(
  draft: Pick<ScheduleDraft, 'name' | 'output'>,
  integration: Pick<StorageIntegration, 'destination'> | undefined,
): string {
  if (!integration) {
    return '';
  }
  const folder = draft.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return [
    integration.destination.replace(/\/$/, ''),
    folder || 'events',
    'dt={date}',
    `events-{from}-{to}${extensionOf(draft.output)}`,
  ].join('/');
}

/** The destination with the extension of another output, where it had its own. */
export function withExtension(
  destination: string,
  before: ExportOutput,
  after: ExportOutput,
): string {
  const old = extensionOf(before);
  return destination.endsWith(old)
    ? `${destination.slice(0, -old.length)}${extensionOf(after)}`
    : destination;
}

/** The destination moved from one integration's place to another's. */
export function movedTo(
  destination: string,
  from: string | undefined,
  to: string,
): string {
  const old = from?.replace(/\/$/, '');
  return old && destination.startsWith(`${old}/`)
    ? `${to.replace(/\/$/, '')}${destination.slice(old.length)}`
    : destination;
}

/**
 * An output of another format, with what that format can be compressed with,
 * and with the columns of its view where it has columns.
 */
export function withFormat(
  output: ExportOutput,
  format: ExportOutput['format'],
  view?: Pick<View, 'columns'>,
): ExportOutput {
  const possible = compressionsOfFormat[format];
  const isText = format !== 'parquet' && output.format !== 'parquet';
  return {
    format,
    compression:
      isText && possible.includes(output.compression)
        ? output.compression
        : possible[0],
    formulaGuard: format === 'csv',
    columns: hasColumns(format)
      ? output.columns ?? exportColumnsOfView(view?.columns ?? null)
      : null,
  };
}

/** Whether objects of a format have columns. */
export function hasColumns(format: ExportOutput['format']): boolean {
  return format === 'csv' || format === 'parquet';
}

/** A cadence of another kind, keeping the time and the days that were chosen. */
export function withCadenceType(
  cadence: Cadence,
  type: Cadence['type'],
): Cadence {
  const time = 'time' in cadence ? cadence.time : '02:00';
  const days = 'days' in cadence ? cadence.days : undefined;
  switch (type) {
    case 'hourly':
      return { type, minute: 0 };
    case 'daily':
      return { type, time };
    case 'weekly':
      return { type, days: days ?? [1], time };
    case 'monthly':
      return { type, day: 1, time };
    case 'window':
      return { type, days, everyMinutes: 60, from: '08:00', to: '18:00' };
    default:
      return { type, expression: '0 2 * * 1-5' };
  }
}
