export type { UpgradeListener, UpgradeNote } from './types';
export { UpgradeNotes } from './UpgradeNotes';
