export { answerOrHint } from './answerOrHint';
export { EventExplorer } from './EventExplorer';
export type { EventExplorerOptions } from './EventExplorer';
export { exploreHandlers } from './exploreHandlers';
