import type { AuditEvent } from './types';

/** Version of the leaf format of new events. @public */
export const LEAF_VERSION = 2;

/**
 * A fact that a leaf holds in the clear.
 *
 * @public
 */
export type LeafMember = Exclude<
  keyof AuditEvent,
  | 'actor'
  | 'client'
  | 'target'
  | 'request'
  | 'meta'
  | 'error'
  | 'erased'
  | 'leafHash'
  | 'leafVersion'
>;

const ofVersion1: LeafMember[] = [
  'action',
  'amends',
  'category',
  'endedAt',
  'eventId',
  'id',
  'instance',
  'outcome',
  'plugin',
  'sequence',
  'severity',
  'startedAt',
];

/** What version 2 adds: an event with a leaf of version 1 has none of these. */
const sinceVersion2: LeafMember[] = ['appendedAt', 'deliveredBy'];

const byVersion = new Map([
  [1, ofVersion1],
  [
    2,
    [
      ...ofVersion1,
      ...sinceVersion2,
      'durationMs' as const,
      'recordedAt' as const,
    ].sort(),
  ],
]);

/**
 * The facts that leaves of a version hold in the clear, sorted; besides them
 * they have `commitments` and `v`. Undefined for a version that is newer than
 * this software.
 *
 * @public
 */
export function leafMembers(
  version: number,
): readonly LeafMember[] | undefined {
  return byVersion.get(version);
}

/**
 * The version of the leaf of an event.
 *
 * @public
 */
export function leafVersionOf(event: { leafVersion?: number }): number {
  return event.leafVersion ?? 1;
}
