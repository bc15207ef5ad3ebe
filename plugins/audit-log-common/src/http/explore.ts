import { IANAZone } from 'luxon';
import { z } from 'zod';
import { MAX_QUERY_LENGTH } from '../query';
import { completeToSchema, searchIdSchema } from './events';

const isoTime = z.iso.datetime({ offset: true });
const instant = z.iso.datetime({ precision: 3 });
const count = z.number().int().nonnegative();

const zone = z
  .string()
  .max(64)
  .refine(name => IANAZone.isValidZone(name), {
    message: 'expected an IANA time zone such as Europe/Rome',
  })
  .default('UTC');

/**
 * What an exploring read is about. `from` is inclusive and defaults to the
 * first event, `to` is exclusive and defaults to now; both are compared with
 * `startedAt`. Superseded events are not counted.
 */
const scope = {
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  search: searchIdSchema.optional(),
};

/** What the bars of a histogram can be divided by. @public */
export const histogramFields = [
  'outcome',
  'severity',
  'category',
  'plugin',
] as const;

/** Length of the buckets of a histogram or of groups. @public */
export const timeIntervals = [
  '1s',
  '5s',
  '15s',
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '1d',
  '1w',
  '1mo',
  '1y',
] as const;

/** @public */
export type TimeInterval = (typeof timeIntervals)[number];

/** Query parameters of `GET /events/histogram`. @public */
export const histogramQuerySchema = z.strictObject({
  ...scope,
  by: z.enum(histogramFields).default('outcome'),
  zone,
  buckets: z.coerce.number().int().min(1).max(500).default(100),
});

/** @public */
export type HistogramQuery = z.input<typeof histogramQuerySchema>;

/**
 * Counts of one value, one number for each bucket. `value` is null for events
 * that lack the field.
 *
 * @public
 */
export const countSeriesSchema = z.strictObject({
  value: z.string().nullable(),
  total: count,
  counts: z.array(count),
});

/** {@inheritDoc countSeriesSchema} @public */
export type CountSeries = z.infer<typeof countSeriesSchema>;

/**
 * Answer of `GET /events/histogram`.
 *
 * @remarks
 * `buckets` are the beginnings of the bars, without a gap; the last one ends
 * at `end`. The first begins at or before `from`, but nothing before `from` is
 * counted. There are about as many as were asked for, rarely more.
 *
 * @public
 */
export const histogramResponseSchema = z.strictObject({
  from: instant,
  to: instant,
  interval: z.enum(timeIntervals),
  buckets: z.array(instant),
  end: instant,
  series: z.array(countSeriesSchema),
  completeTo: completeToSchema,
});

/** {@inheritDoc histogramResponseSchema} @public */
export type HistogramResponse = z.infer<typeof histogramResponseSchema>;

/**
 * Query parameters of `GET /events/facets`.
 *
 * @remarks
 * `fields` are names of the query language, separated by commas. `containing`
 * keeps only values that contain it, in any case: for completion.
 *
 * @public
 */
export const facetsQuerySchema = z.strictObject({
  ...scope,
  fields: z
    .string()
    .min(1)
    .max(1024)
    .default('category,plugin,event,outcome,severity,actor'),
  containing: z.string().min(1).max(256).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

/** @public */
export type FacetsQuery = z.input<typeof facetsQuerySchema>;

/**
 * Values of one field, most frequent first.
 *
 * @remarks
 * Counted as if the query did not narrow this field itself, so that its other
 * values can be chosen. Where `countedNewest` is a number, only that many of
 * the newest events of the range were counted, because there are more.
 *
 * @public
 */
export const facetSchema = z.strictObject({
  field: z.string(),
  values: z.array(z.strictObject({ value: z.string().nullable(), count })),
  hasMore: z.boolean(),
  countedNewest: count.nullable(),
});

/** {@inheritDoc facetSchema} @public */
export type Facet = z.infer<typeof facetSchema>;

/** Answer of `GET /events/facets`. @public */
export const facetsResponseSchema = z.strictObject({
  facets: z.array(facetSchema),
  completeTo: completeToSchema,
});

/** @public */
export type FacetsResponse = z.infer<typeof facetsResponseSchema>;

/**
 * Query parameters of `GET /events/groups`.
 *
 * @remarks
 * `by` is a field of the query language, also `meta.<path>`. Without
 * `interval` there is one bucket, the whole range.
 *
 * @public
 */
export const groupsQuerySchema = z.strictObject({
  ...scope,
  by: z.string().min(1).max(512).default('outcome'),
  interval: z.enum(timeIntervals).optional(),
  zone,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** @public */
export type GroupsQuery = z.input<typeof groupsQuerySchema>;

/**
 * Answer of `GET /events/groups`: the most frequent values over the range, and
 * all others together in `other`.
 *
 * @public
 */
export const groupsResponseSchema = z.strictObject({
  from: instant,
  to: instant,
  by: z.string(),
  interval: z.enum(timeIntervals).nullable(),
  buckets: z.array(instant),
  end: instant,
  series: z.array(countSeriesSchema),
  other: z.strictObject({ total: count, counts: z.array(count) }).nullable(),
  completeTo: completeToSchema,
});

/** {@inheritDoc groupsResponseSchema} @public */
export type GroupsResponse = z.infer<typeof groupsResponseSchema>;
