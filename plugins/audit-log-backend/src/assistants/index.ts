export { registerQueryAction } from './registerQueryAction';
