import { z } from 'zod';
import { MAX_QUERY_LENGTH } from '../query';

const isoTime = z.iso.datetime({ precision: 3 });

/** Most legal holds at a time. @public */
export const MAX_LEGAL_HOLDS = 100;

const text = z.string().trim().min(1);

/** Body of `POST /legal-holds`. @public */
export const createLegalHoldSchema = z.strictObject({
  name: text.max(100),
  query: z.string().max(MAX_QUERY_LENGTH),
  reason: text.max(1000),
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
export const legalHoldSchema = createLegalHoldSchema.extend({
  id: z.uuid(),
  createdAt: isoTime,
  createdBy: z.string(),
});

/** {@inheritDoc legalHoldSchema} @public */
export type LegalHold = z.infer<typeof legalHoldSchema>;
