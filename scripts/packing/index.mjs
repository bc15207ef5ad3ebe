export { noteDeclaredTypes, packedIn, packPlugins } from './packPlugins.mjs';
