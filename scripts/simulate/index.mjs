export { bundleProduct } from './bundle.mjs';
export { findMutations } from './findMutations.mjs';
export { simulate } from './simulate.mjs';
