export { REDACTED } from './marks';
export { isMadeOfWords } from './randomness';
export { checkRedactionConfig, redactAsConfigured } from './readRedaction';
export { redactQuery } from './redactQuery';
export { redactText } from './redactText';
export { isSecretKey, isSecretValue } from './secretFields';
