/**
 * Recorder, auditor service, integrity core and contracts of the audit log.
 *
 * @packageDocumentation
 */

export * from './auditor';
export * from './exports';
export * from './extensionPoints';
export * from './integrity';
export * from './recorder';
export { redactText } from './redaction';
export * from './resolvers';
export * from './storage';
