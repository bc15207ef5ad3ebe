import {
  ListSchedulesQuery,
  exportFormatIds,
  exportScheduleStatuses,
} from 'backstage-plugin-audit-log-common';

/** The filters of the list, as a link carries them. */
export type ListFilters = Pick<
  ListSchedulesQuery,
  'text' | 'status' | 'owner' | 'viewId' | 'integration' | 'format'
>;

const names = [
  'text',
  'status',
  'owner',
  'viewId',
  'integration',
  'format',
] as const;

/** Reads the filters from a URL. What makes no sense is ignored. */
export function readFilters(params: URLSearchParams): ListFilters {
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find(value => value === params.get(name));
  return {
    text: params.get('text') || undefined,
    status: one('status', exportScheduleStatuses),
    owner: params.get('owner') || undefined,
    viewId: params.get('viewId') || undefined,
    integration: params.get('integration') || undefined,
    format: one('format', exportFormatIds),
  };
}

/** Puts filters into a URL; what else it carries stays. */
export function writeFilters(
  params: URLSearchParams,
  filters: ListFilters,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of names) {
    const value = filters[name];
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
  }
  return next;
}

/** Whether any filter is set. */
export function hasFilters(filters: ListFilters): boolean {
  return names.some(name => filters[name]);
}
