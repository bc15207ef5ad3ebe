import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { canonicalJson } from './canonicalJson';
import { CommittedGroup } from './commitments';
import { sha256 } from './sha256';

/** Version of the leaf format. A change of the format is a new number. @public */
export const LEAF_VERSION = 1;

/**
 * What a leaf says about an event: some facts in the clear, the rest as
 * commitments.
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
  const { before, after } = leafParts(content);
  return `${before}${content.sequence}${after}`;
}

/**
 * The canonical text of a leaf before and after its sequence: all that can be
 * made of an event before it has its place in the log.
 *
 * @public
 */
export function leafParts(content: Omit<LeafContent, 'sequence'>): {
  before: string;
  after: string;
} {
  // In the order of their keys, so that each half is canonical by itself.
  const before = canonicalJson({
    action: content.action,
    amends: content.amends,
    category: content.category,
    commitments: content.commitments,
    endedAt: content.endedAt,
    eventId: content.eventId,
    id: content.id,
    instance: content.instance,
    outcome: content.outcome,
    plugin: content.plugin,
  });
  const after = canonicalJson({
    severity: content.severity,
    startedAt: content.startedAt,
    v: LEAF_VERSION,
  });
  return {
    before: `${before.slice(0, -1)},"sequence":"`,
    after: `",${after.slice(1)}`,
  };
}

/**
 * The hash of a leaf as RFC 6962 defines it: `SHA-256(0x00 ‖ leaf)`.
 *
 * @param leaf - its canonical text, or the bytes of it
 *
 * @public
 */
export function hashLeaf(leaf: string | Uint8Array): Buffer {
  return typeof leaf === 'string'
    ? sha256(`\0${leaf}`)
    : sha256(Buffer.concat([Buffer.of(0), leaf]));
}
