export { isPostgres, lockTable } from './lockTable';
export { VersionConflictError } from './VersionConflictError';
