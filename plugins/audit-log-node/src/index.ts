/**
 * Recorder, auditor service, integrity core and contracts of the audit log.
 *
 * @packageDocumentation
 */

export * from './exports';
export * from './extensionPoints';
export * from './recorder';
export * from './storage';
export * from './auditor';
export * from './integrity';
export * from './recorder';
export * from './resolvers';
