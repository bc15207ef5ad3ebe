import { z } from 'zod';
import { severities } from '../events';

const isoTime = z.iso.datetime({ precision: 3 });

/**
 * What the log has of an installed plugin.
 *
 * @remarks
 * `recorded`: events of its own. `captured`: only requests that HTTP capture
 * saw. `unseen`: it is known to emit events, none was seen yet. `silent`:
 * nothing, and it isn't known to emit any.
 *
 * @public
 */
export const pluginCoverages = [
  'recorded',
  'captured',
  'unseen',
  'silent',
] as const;

/** {@inheritDoc pluginCoverages} @public */
export type PluginCoverage = (typeof pluginCoverages)[number];

/**
 * Answer of `GET /event-types`: every type that is known or was seen.
 *
 * @remarks
 * `isKnown` is false for types that were seen and that nobody described; their
 * descriptions are empty. `isPossible` is false for known types that nothing
 * here makes, although their plugin is installed, as those of role-based access
 * control are where Backstage's own `permission` is. `firstSeen` and `lastSeen` are
 * null for who may not read all events. `isComplete` is false while the log is
 * still being searched for types.
 *
 * @public
 */
export const eventTypesResponseSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      plugin: z.string(),
      eventId: z.string(),
      category: z.string(),
      severities: z.array(z.enum(severities)),
      summary: z.string(),
      actions: z.array(z.string()),
      target: z.string(),
      meta: z.record(z.string(), z.string()),
      madeBy: z.enum(['plugin', 'audit-log']),
      isKnown: z.boolean(),
      isPossible: z.boolean().optional(),
      firstSeen: isoTime.nullable(),
      lastSeen: isoTime.nullable(),
    }),
  ),
  plugins: z.array(
    z.strictObject({ id: z.string(), coverage: z.enum(pluginCoverages) }),
  ),
  capturesHttp: z.boolean(),
  isComplete: z.boolean(),
});

/** {@inheritDoc eventTypesResponseSchema} @public */
export type EventTypesResponse = z.infer<typeof eventTypesResponseSchema>;
