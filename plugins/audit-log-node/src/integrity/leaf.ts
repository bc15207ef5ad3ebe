import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { canonicalJson, canonicalText } from './canonicalJson';
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
  const { action, amends, category, endedAt, eventId, id } = content;
  const { instance, outcome, plugin, severity, startedAt } = content;
  return {
    before:
      `{"action":${orNull(action)},"amends":${orNull(amends)}` +
      `,"category":${canonicalText(category)}` +
      `,"commitments":${canonicalJson(content.commitments)}` +
      `,"endedAt":${orNull(endedAt)},"eventId":${canonicalText(eventId)}` +
      `,"id":${canonicalText(id)},"instance":${canonicalText(instance)}` +
      `,"outcome":${canonicalText(outcome)},"plugin":${canonicalText(plugin)}` +
      `,"sequence":"`,
    after:
      `","severity":${canonicalText(severity)}` +
      `,"startedAt":${canonicalText(startedAt)},"v":${LEAF_VERSION}}`,
  };
}

function orNull(text: string | null): string {
  return text === null ? 'null' : canonicalText(text);
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
