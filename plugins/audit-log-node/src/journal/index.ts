export { isOld } from './owner';
export { tightenModes } from './tightenModes';
export { JournalKeeper } from './JournalKeeper';
export { FileJournal } from './FileJournal';
export { LOSS_IS_RECENT_MS, LossCount } from './LossCount';
export type { UnknownOutcome } from './adopt';
export type {
  BeginPlace,
  EventPlace,
  Journal,
  JournalMark,
  JournalStatus,
  SpilledEvent,
} from './types';
