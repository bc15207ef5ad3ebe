import { z } from 'zod';
import {
  actorSchema,
  actorTypes,
  auditEventSchema,
  clientSchema,
  eventErrorSchema,
  outcomes,
  recordedEventSchema,
  requestSchema,
  targetSchema,
} from './schema';

/** @public */
export type Outcome = (typeof outcomes)[number];

/** @public */
export type ActorType = (typeof actorTypes)[number];

/** {@inheritDoc actorSchema} @public */
export type Actor = z.infer<typeof actorSchema>;

/** {@inheritDoc targetSchema} @public */
export type Target = z.infer<typeof targetSchema>;

/** {@inheritDoc clientSchema} @public */
export type Client = z.infer<typeof clientSchema>;

/** {@inheritDoc requestSchema} @public */
export type RequestFacts = z.infer<typeof requestSchema>;

/** {@inheritDoc eventErrorSchema} @public */
export type EventError = z.infer<typeof eventErrorSchema>;

/** {@inheritDoc recordedEventSchema} @public */
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** {@inheritDoc auditEventSchema} @public */
export type AuditEvent = z.infer<typeof auditEventSchema>;
