export { releaseNamed } from './releases.mjs';
export { testRelease } from './testRelease.mjs';
