export { VersionConflictError } from './VersionConflictError';
