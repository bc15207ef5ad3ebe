export type { PolledPage } from './OpenPolls';
export {
  createOpenReads,
  followOpenReads,
  type OpenReads,
  type OpenReadsOptions,
} from './openReads';
