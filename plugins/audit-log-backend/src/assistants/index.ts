export { registerQueryAction } from './registerQueryAction';
export type { QueriedLog } from './registerQueryAction';
