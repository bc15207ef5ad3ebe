import { z } from 'zod';
import { MAX_QUERY_LENGTH } from '../query';

const isoTime = z.iso.datetime({ precision: 3 });

/** Most views that one person can own. @public */
export const MAX_VIEWS_PER_OWNER = 200;

/**
 * Which events a view shows by the time they began: back from now, between
 * two instants (`from` inclusive, `to` exclusive), or all of them.
 *
 * @public
 */
export const viewTimeRangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('relative'),
    last: z.string().regex(/^[1-9]\d{0,3}[mhd]$/, "expected for example '24h'"),
  }),
  z.strictObject({
    kind: z.literal('absolute'),
    from: isoTime.optional(),
    to: isoTime.optional(),
  }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** {@inheritDoc viewTimeRangeSchema} @public */
export type ViewTimeRange = z.infer<typeof viewTimeRangeSchema>;

const viewName = z.string().trim().min(1).max(100);
const viewQuery = z.string().max(MAX_QUERY_LENGTH);
const columns = z.array(z.string().min(1).max(128)).max(100);

/**
 * A saved filter.
 *
 * @remarks
 * `query` is text of the query language. `columns` are names in the order
 * shown; null leaves them to the reader. A view that isn't `shared` is for its
 * owner and for those who manage views. At most one shared view `isDefault`:
 * it is what the explorer opens with. Names are unique per owner, in upper or
 * lower case. `version` grows with each change and is sent back in `If-Match`.
 *
 * @public
 */
export const viewSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  query: z.string(),
  timeRange: viewTimeRangeSchema.nullable(),
  columns: z.array(z.string()).nullable(),
  owner: z.string(),
  shared: z.boolean(),
  isDefault: z.boolean(),
  createdAt: isoTime,
  updatedAt: isoTime,
  version: z.number().int().positive(),
});

/** {@inheritDoc viewSchema} @public */
export type View = z.infer<typeof viewSchema>;

/**
 * A view with who uses it, such as an export schedule.
 *
 * @public
 */
export const viewWithUsersSchema = viewSchema.extend({
  usedBy: z.array(
    z.strictObject({
      kind: z.string(),
      id: z.string(),
      name: z.string(),
      owner: z.string(),
    }),
  ),
});

/** {@inheritDoc viewWithUsersSchema} @public */
export type ViewWithUsers = z.infer<typeof viewWithUsersSchema>;

/** Body of `POST /views`. @public */
export const createViewSchema = z.strictObject({
  name: viewName,
  query: viewQuery.default(''),
  timeRange: viewTimeRangeSchema.nullable().default(null),
  columns: columns.nullable().default(null),
  shared: z.boolean().default(false),
});

/** {@inheritDoc createViewSchema} @public */
export type CreateView = z.input<typeof createViewSchema>;

/**
 * Body of `PATCH /views/:id`: what is absent stays as it is. `isDefault` is
 * for those who manage views, and for shared views. With `schedules: 'update'`
 * the export schedules that took their query from the view take it anew, as
 * far as the caller may change them; else they keep what they have.
 *
 * @public
 */
export const updateViewSchema = z.strictObject({
  name: viewName.optional(),
  query: viewQuery.optional(),
  timeRange: viewTimeRangeSchema.nullable().optional(),
  columns: columns.nullable().optional(),
  shared: z.boolean().optional(),
  isDefault: z.boolean().optional(),
  schedules: z.enum(['keep', 'update']).optional(),
});

/** {@inheritDoc updateViewSchema} @public */
export type UpdateView = z.input<typeof updateViewSchema>;

/**
 * Answer of `PATCH /views/:id`. `schedules` are the export schedules that had
 * taken something from the view that was changed: whether each has taken it
 * anew, and why not.
 *
 * @public
 */
export const updatedViewSchema = viewSchema.extend({
  schedules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      owner: z.string(),
      updated: z.boolean(),
      reason: z.string().nullable(),
    }),
  ),
});

/** {@inheritDoc updatedViewSchema} @public */
export type UpdatedView = z.infer<typeof updatedViewSchema>;
