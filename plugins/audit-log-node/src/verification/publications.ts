import { PublishedLeaves } from './PublishedLeaves';

const CHECKPOINT = /(^|\/)(\d{16})\.checkpoint$/;
const EXPORT_LIST = /(^|\/)(\d{16})\.exports$/;
/** Named as what is published beside exports is. */
const PUBLISHED = /(^|\/)_checkpoints\/\d{16}(-\d{16})?\.[a-z0-9]+$/;

/** A signed checkpoint beside exports. */
export function isCheckpointName(name: string): boolean {
  return CHECKPOINT.test(name);
}

/** A signed list of the newest exports. */
export function isExportListName(name: string): boolean {
  return EXPORT_LIST.test(name);
}

/** The size that a checkpoint or a list is of, as its name says. */
export function sizeInName(name: string): number {
  return Number((CHECKPOINT.exec(name) ?? EXPORT_LIST.exec(name))?.[2]);
}

/** Whatever is named as what is published beside exports is. */
export function isPublicationName(name: string): boolean {
  return (
    PUBLISHED.test(name) || isCheckpointName(name) || isExportListName(name)
  );
}

/** What is published beside exports, and not known to this software. */
export function isNewerPublication(name: string): boolean {
  return (
    isPublicationName(name) &&
    !PublishedLeaves.isOne(name) &&
    !isCheckpointName(name) &&
    !isExportListName(name)
  );
}
