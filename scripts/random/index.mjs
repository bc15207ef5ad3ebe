export { Random } from './Random.mjs';
export { uuidOf } from './uuidOf.mjs';
