export { JournalKeeper } from './JournalKeeper';
export { FileJournal } from './FileJournal';
export type {
  Journal,
  JournalMark,
  JournalStatus,
  SpilledEvent,
} from './types';
