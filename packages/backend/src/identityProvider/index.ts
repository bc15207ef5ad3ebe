export { identityProviderModule as default } from './module';
export { personas } from './personas';
export type { Persona } from './personas';
