import { PublishedLeaves } from './PublishedLeaves';

const CHECKPOINT = /(^|\/)\d{16}\.checkpoint$/;
/** Named as what is published beside exports is. */
const PUBLISHED = /(^|\/)_checkpoints\/\d{16}(-\d{16})?\.[a-z0-9]+$/;

/** A signed checkpoint beside exports. */
export function isCheckpointName(name: string): boolean {
  return CHECKPOINT.test(name);
}

/** Whatever is named as what is published beside exports is. */
export function isPublicationName(name: string): boolean {
  return PUBLISHED.test(name) || CHECKPOINT.test(name);
}

/** What is published beside exports, and not known to this software. */
export function isNewerPublication(name: string): boolean {
  return (
    isPublicationName(name) &&
    !PublishedLeaves.isOne(name) &&
    !isCheckpointName(name)
  );
}
