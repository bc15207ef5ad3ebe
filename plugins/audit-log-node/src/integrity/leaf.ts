import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { canonicalJson } from './canonicalJson';
import { CommittedGroup } from './commitments';
import { sha256 } from './sha256';

/** Version of the leaf format. A change of the format is a new number. @public */
export const LEAF_VERSION = 1;

/**
 * What a leaf says about an event in the clear.
 *
 * @public
 */
export interface LeafContent
  extends Pick<
    RecordedEvent,
    | 'id'
    | 'startedAt'
    | 'endedAt'
    | 'plugin'
    | 'eventId'
    | 'action'
    | 'category'
    | 'severity'
    | 'outcome'
    | 'amends'
    | 'instance'
  > {
  /** Decimal. A string, because JSON numbers are only exact up to 2^53. */
  sequence: string;
  /** Lower case hex, one for each group that is not null. */
  commitments: Partial<Record<CommittedGroup, string>>;
}

/**
 * The canonical text of a leaf.
 *
 * @public
 */
export function leafText(content: LeafContent): string {
  return canonicalJson({
    v: LEAF_VERSION,
    sequence: content.sequence,
    id: content.id,
    startedAt: content.startedAt,
    endedAt: content.endedAt,
    plugin: content.plugin,
    eventId: content.eventId,
    action: content.action,
    category: content.category,
    severity: content.severity,
    outcome: content.outcome,
    amends: content.amends,
    instance: content.instance,
    commitments: content.commitments,
  });
}

/**
 * The hash of a leaf as RFC 6962 defines it: `SHA-256(0x00 ‖ leaf)`.
 *
 * @public
 */
export function leafHash(content: LeafContent): Buffer {
  return hashLeaf(leafText(content));
}

/**
 * `SHA-256(0x00 ‖ leaf)` of a leaf that is text or bytes already.
 *
 * @public
 */
export function hashLeaf(leaf: string | Uint8Array): Buffer {
  return typeof leaf === 'string'
    ? sha256(`\0${leaf}`)
    : sha256(Buffer.concat([Buffer.of(0), leaf]));
}
