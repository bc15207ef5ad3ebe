import { RouteName } from 'backstage-plugin-audit-log-common';
import { draft } from './exportsHarness';
import { bodies, queries, SOME_ID } from './sampleRequests';

/** One way to call a route. */
export interface SampleRequest {
  /** In the place of what the path takes. */
  id?: string;
  query?: Record<string, string | undefined>;
  body?: object;
  /** Whether the answer depends on the time at which it is asked for. */
  isOfNow?: true;
}

/** What requests ask about. */
export interface Asked {
  /** Of events that limited readers see and don't. */
  ids: string[];
  /** A query of everything that a test made, and one of what is hidden. */
  q: string;
  guess: string;
  /** An instant after all that is visible. */
  to: string;
}

/**
 * Every way in which the routes tell of events. A new route that tells of any
 * belongs here.
 */
const reading: Partial<Record<RouteName, (asked: Asked) => SampleRequest[]>> = {
  listEvents: ({ q, guess }) => [
    { query: { q } },
    { query: { q: guess } },
    { query: { q, order: 'asc', limit: '1000' } },
    { query: { q, order: 'desc', limit: '1' } },
  ],
  streamEvents: ({ q, guess }) =>
    [q, guess].map(asked => ({
      query: { q: asked, after: '0', seconds: '0' },
    })),
  downloadEvents: ({ q, guess }) => [
    { query: { q, format: 'jsonl' } },
    { query: { q: guess, format: 'csv' } },
  ],
  getHistogram: ({ q, guess, to }) => [
    { query: { q, to } },
    { query: { q: guess, to, by: 'plugin' } },
    { query: { q }, isOfNow: true },
  ],
  getGroups: ({ q, guess, to }) => [
    { query: { q, to, by: 'actor', interval: '1d' } },
    { query: { q: guess, to, by: 'plugin' } },
    { query: { q, by: 'category' }, isOfNow: true },
  ],
  getFacets: ({ q, guess, to }) => [
    { query: { q, to, fields: 'plugin,category,actor,target,event' } },
    { query: { q: guess, to, fields: 'outcome', containing: 'a' } },
  ],
  getEvent: ({ ids }) => ids.map(id => ({ id })),
  getOperation: ({ ids }) => ids.map(id => ({ id })),
  getInclusion: ({ ids }) =>
    ids.map(event => ({ query: { event }, isOfNow: true })),
  previewSchedule: ({ q, guess }) => [
    { body: draft({ query: q, condition: { type: 'query', query: guess } }) },
  ],
  testCondition: ({ q, guess }) =>
    [q, guess].map(query => ({
      body: {
        query,
        coverage: { mode: 'full' },
        condition: { type: 'query', query },
      },
    })),
  previewLegalHold: ({ q, guess }) =>
    [q, guess].map(query => ({ body: { query } })),
  previewRules: () => [{ body: bodies.previewRules }],
  previewRetention: () => [{ body: {} }],
};

/** Whether a route tells of events. */
export function tellsOfEvents(name: RouteName): boolean {
  return name in reading;
}

/** The ways in which a test calls a route. */
export function requestsOf(name: RouteName, asked: Asked): SampleRequest[] {
  return (
    reading[name]?.(asked) ?? [
      {
        id: SOME_ID,
        query: Object.fromEntries(new URLSearchParams(queries[name])),
        body: bodies[name],
      },
    ]
  );
}
