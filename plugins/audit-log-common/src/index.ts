/**
 * Types, schemas, permissions and query language shared by the audit log packages.
 *
 * @packageDocumentation
 */

export * from './client';
export * from './events';
export * from './eventTypes';
export * from './exports';
export * from './grants';
export * from './http';
export * from './httpPolicy';
export * from './permissions';
export * from './query';
export * from './rules';
export * from './settings';
export * from './storage';
export * from './views';
