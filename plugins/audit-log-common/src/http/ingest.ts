import { z } from 'zod';
import { recordedEventSchema } from '../events';
import { ruleSchema } from '../rules';
import { completeToSchema } from './events';

/** Most events in one `POST /events`. @public */
export const MAX_INGEST_EVENTS = 1000;

/** Largest body of `POST /events`, in bytes. @public */
export const MAX_INGEST_BYTES = 16 * 1024 * 1024;

/**
 * Version of the protocol by which other backends deliver events. Version 1,
 * that of the first release, names no version.
 *
 * @public
 */
export const INGEST_PROTOCOL = 2;

/** Header that names the sender's version of the protocol. @public */
export const INGEST_PROTOCOL_HEADER = 'x-audit-log-protocol';

/** Header with what the sender's clock says, ISO 8601. @public */
export const INGEST_TIME_HEADER = 'x-audit-log-time';

/**
 * Header with the period of recording in which all events of the request are
 * known to have happened, as the portal named it.
 *
 * @public
 */
export const INGEST_PERIOD_HEADER = 'x-audit-log-period';

/**
 * Header of a request without events that is answered as soon as what counts
 * has another version than this, and in any case soon.
 *
 * @public
 */
export const INGEST_WAIT_HEADER = 'x-audit-log-known-version';

/**
 * Body of `POST /events`: events that the recorder of another backend took.
 * From version 2 on it may be empty: then the sender only asks what counts.
 *
 * @public
 */
export const ingestRequestSchema = z.strictObject({
  events: z.array(recordedEventSchema).max(MAX_INGEST_EVENTS),
});

/** {@inheritDoc ingestRequestSchema} @public */
export type IngestRequest = z.infer<typeof ingestRequestSchema>;

/**
 * What a delivering backend learns of the portal, from version 2 of the
 * protocol on: whether events are recorded at present (`never`: they never
 * were), the rules of the portal, the version of the two, which fields of an
 * event it knows, and a name of the present period of recording.
 *
 * @public
 */
export const portalFactsSchema = z.strictObject({
  protocol: z.number().int().positive(),
  recording: z.enum(['on', 'off', 'never']),
  rules: z.array(ruleSchema),
  version: z.string(),
  fields: z.array(z.string()),
  period: z.string().optional(),
});

/** {@inheritDoc portalFactsSchema} @public */
export type PortalFacts = z.infer<typeof portalFactsSchema>;

/**
 * Answer of `POST /events`: every event of the request is committed, either
 * by this call (`appended`) or by an earlier one (`duplicates`), or is one
 * that the portal doesn't record (`dropped`), because a rule says so or audit
 * logging was off. In any case it is not to be sent again.
 *
 * @remarks
 * Version 1 of the protocol has neither `dropped` nor `portal`.
 *
 * @public
 */
export const ingestResponseSchema = z.strictObject({
  appended: z.number().int().nonnegative(),
  duplicates: z.number().int().nonnegative(),
  completeTo: completeToSchema,
  dropped: z.number().int().nonnegative().optional(),
  portal: portalFactsSchema.optional(),
});

/** {@inheritDoc ingestResponseSchema} @public */
export type IngestResponse = z.infer<typeof ingestResponseSchema>;
