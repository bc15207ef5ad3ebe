import { z } from 'zod';
import { MAX_QUERY_LENGTH } from '../query';

const isoTime = z.iso.datetime({ precision: 3 });

/** Most legal holds at a time. @public */
export const MAX_LEGAL_HOLDS = 100;

const text = z.string().trim().min(1);

const holdSchema = z.strictObject({
  name: text.max(100),
  query: z.string().max(MAX_QUERY_LENGTH),
  reason: text.max(1000),
});

/**
 * Body of `POST /legal-holds`. An empty query holds every event, which
 * `everything` has to say.
 *
 * @public
 */
export const createLegalHoldSchema = holdSchema
  .extend({ everything: z.literal(true).optional() })
  .superRefine(({ query, everything }, context) => {
    if (Boolean(everything) !== (query.trim() === '')) {
      context.addIssue({
        code: 'custom',
        path: [everything ? 'everything' : 'query'],
        message: everything
          ? "expected it beside an empty 'query' only"
          : 'expected a query, or "everything": true beside an empty one to hold every event',
      });
    }
  });

/** {@inheritDoc createLegalHoldSchema} @public */
export type CreateLegalHold = z.infer<typeof createLegalHoldSchema>;

/**
 * Events that neither retention nor the purge after disabling removes: those
 * that match `query`, text of the query language; an empty one holds every
 * event.
 *
 * @public
 */
export const legalHoldSchema = holdSchema.extend({
  id: z.uuid(),
  createdAt: isoTime,
  createdBy: z.string(),
});

/** {@inheritDoc legalHoldSchema} @public */
export type LegalHold = z.infer<typeof legalHoldSchema>;
