export { REDACTED } from './marks';
export { redactQuery } from './redactQuery';
export { redactText } from './redactText';
export { isSecretKey } from './secretNames';
