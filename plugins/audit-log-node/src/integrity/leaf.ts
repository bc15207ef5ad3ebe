import { JsonObject } from '@backstage/types';
import {
  AuditEvent,
  LEAF_VERSION,
  LeafMember,
  leafMembers,
  leafVersionOf,
} from 'backstage-plugin-audit-log-common';
import { canonicalJson, canonicalText } from './canonicalJson';
import { CommittedGroup } from './commitments';
import { sha256 } from './sha256';

/**
 * What a leaf says about an event: some facts in the clear, the rest as
 * commitments.
 *
 * @public
 */
export interface LeafContent
  extends Pick<AuditEvent, LeafMember | 'leafVersion'> {
  /** Lower case hex, one for each group that is not null. */
  commitments: Partial<Record<CommittedGroup, string>>;
}

/**
 * The canonical text of a leaf, of whatever version it has.
 *
 * @throws Error for a version that is newer than this software, and where a
 * fact is absent that leaves of the version hold.
 *
 * @public
 */
export function leafText(content: LeafContent): string {
  const v = leafVersionOf(content);
  const members = leafMembers(v);
  if (!members) {
    throw new Error(
      `The leaf of event ${content.sequence} has version ${v}, expected at most ${LEAF_VERSION}`,
    );
  }
  const leaf: JsonObject = {};
  for (const member of members) {
    if (content[member] === undefined) {
      throw new Error(
        `Event ${content.sequence} has no '${member}', expected all that leaves of version ${v} hold`,
      );
    }
    leaf[member] = content[member];
  }
  return canonicalJson({ ...leaf, commitments: content.commitments, v });
}

/** What is known of a leaf only when the event gets its place in the log. */
export type LeafPlace = Required<
  Pick<AuditEvent, 'appendedAt' | 'recordedAt' | 'sequence'>
>;

/**
 * The canonical text of a new leaf, {@link LEAF_VERSION}, around what is not
 * known before the event has its place in the log.
 *
 * @remarks
 * Made by hand, since it is made of every event that is appended; the tests
 * compare it with {@link leafText}.
 *
 * @public
 */
export interface LeafParts {
  toAppendedAt: string;
  toRecordedAt: string;
  toEnd: string;
}

/**
 * All of a new leaf that can be made before its event has a place.
 *
 * @public
 */
export function leafParts(
  content: Omit<LeafContent, keyof LeafPlace | 'leafVersion'>,
): LeafParts {
  const { action, amends, category, deliveredBy, durationMs } = content;
  const { endedAt, eventId, id } = content;
  const { instance, outcome, plugin, severity, startedAt } = content;
  return {
    toAppendedAt: `{"action":${orNull(action)},"amends":${orNull(
      amends,
    )},"appendedAt":"`,
    toRecordedAt:
      `","category":${canonicalText(category)}` +
      `,"commitments":${canonicalJson(content.commitments)}` +
      `,"deliveredBy":${orNull(deliveredBy ?? null)}` +
      `,"durationMs":${durationMs === null ? 'null' : String(durationMs)}` +
      `,"endedAt":${orNull(endedAt)},"eventId":${canonicalText(eventId)}` +
      `,"id":${canonicalText(id)},"instance":${canonicalText(instance)}` +
      `,"outcome":${canonicalText(outcome)},"plugin":${canonicalText(plugin)}` +
      `,"recordedAt":"`,
    toEnd:
      `","severity":${canonicalText(severity)}` +
      `,"startedAt":${canonicalText(startedAt)},"v":${LEAF_VERSION}}`,
  };
}

/**
 * Joins the parts of a new leaf.
 *
 * @public
 */
export function joinLeaf(parts: LeafParts, place: LeafPlace): string {
  const { toAppendedAt, toRecordedAt, toEnd } = parts;
  const { appendedAt, recordedAt, sequence } = place;
  return `${toAppendedAt}${appendedAt}${toRecordedAt}${recordedAt}","sequence":"${sequence}${toEnd}`;
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
