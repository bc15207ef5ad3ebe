export type { PolledPage } from './OpenPolls';
export {
  createOpenReads,
  createSearches,
  type OpenReads,
  type OpenReadsOptions,
} from './openReads';
