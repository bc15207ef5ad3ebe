/**
 * Every severity, mildest first. The only place that knows the order.
 *
 * @public
 */
export const severities = ['low', 'medium', 'high', 'critical'] as const;

/**
 * Severity of an operation, as Backstage's `AuditorService` defines it.
 *
 * @public
 */
export type Severity = (typeof severities)[number];

/**
 * Orders two severities: negative if `a` is milder than `b`, 0 if they are equal.
 *
 * @public
 */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}
