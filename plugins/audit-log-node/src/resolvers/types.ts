import { JsonObject } from '@backstage/types';
import { RequestFacts, Target } from 'backstage-plugin-audit-log-common';

/**
 * What a resolver sees of an event. `meta` is redacted already.
 *
 * @public
 */
export interface ResolverInput {
  plugin: string;
  eventId: string;
  meta: JsonObject;
  request: RequestFacts | null;
}

/**
 * What a resolver found. Whatever it leaves out, or has as null, is resolved
 * generically: the target is then what `meta` names, else the plugin itself.
 *
 * @public
 */
export interface Resolution {
  category?: string;
  action?: string | null;
  target?: Target | null;
}

/**
 * Tells category, action and target of the events of one plugin. Must be a
 * pure function.
 *
 * @public
 */
export type EventResolver = (input: ResolverInput) => Resolution;

/** A rule of `auditLog.categories`. */
export interface CategoryRule {
  category: string;
  plugin: string;
  eventId?: string;
}
