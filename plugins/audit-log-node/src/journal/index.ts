export { JournalKeeper } from './JournalKeeper';
export { FileJournal } from './FileJournal';
export { LOSS_IS_RECENT_MS, LossCount } from './LossCount';
export type {
  Journal,
  JournalMark,
  JournalStatus,
  SpilledEvent,
} from './types';
