import { useMemo } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from './routes';

/** Addresses of the screens of exports, and of what they lead to. */
export interface ExportLinks {
  explorer: string;
  /** The explorer with what a saved view shows. */
  view(id: string): string;
  /** The explorer with events that match, of any time. */
  events(query: string): string;
  settings: string;
  list: string;
  /** The list of those that use an integration or a view. */
  listOf(filters: { integration?: string; viewId?: string }): string;
  /** A new schedule, of a view or as a copy of another where one is given. */
  create(options?: { view?: string; copyOf?: string }): string;
  schedule(id: string): string;
  edit(id: string): string;
}

/** Where the screens of exports are in this app. */
export function useExportLinks(): ExportLinks {
  const root = useRouteRef(rootRouteRef)?.() ?? '';
  return useMemo(() => {
    const list = `${root}/exports`;
    return {
      explorer: root,
      view: id => `${root}?${new URLSearchParams({ view: id })}`,
      events: query =>
        `${root}?${new URLSearchParams({ q: query, range: 'all' })}`,
      settings: `${root}/settings`,
      list,
      listOf: filters => `${list}?${new URLSearchParams(filters)}`,
      create: ({ view, copyOf } = {}) => {
        const query = new URLSearchParams({
          ...(view && { view }),
          ...(copyOf && { copy: copyOf }),
        }).toString();
        return `${list}/new${query && `?${query}`}`;
      },
      schedule: id => `${list}/${id}`,
      edit: id => `${list}/${id}/edit`,
    };
  }, [root]);
}
