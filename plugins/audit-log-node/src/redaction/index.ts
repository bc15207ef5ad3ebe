export { REDACTED } from './marks';
export { isMadeOfWords } from './randomness';
export { redactQuery } from './redactQuery';
export { redactText } from './redactText';
export { isSecretKey, isSecretValue } from './secretNames';
