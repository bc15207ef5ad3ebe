export { identityProviderModule as default } from './module';
