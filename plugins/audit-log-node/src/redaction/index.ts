export { REDACTED, redactText } from './redactText';
export { redactQuery } from './redactQuery';
export { isSecretKey } from './secretKeys';
