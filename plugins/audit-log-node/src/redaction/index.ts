export { Redactor } from './Redactor';
export type { RedactorOptions } from './Redactor';
export { REDACTED } from './marks';
