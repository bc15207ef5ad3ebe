/**
 * Recorder, auditor service, integrity core and contracts of the audit log.
 *
 * @packageDocumentation
 */

export * from './exports';
export * from './extensionPoints';
export * from './recorder';
export * from './storage';
