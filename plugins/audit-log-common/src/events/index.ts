export * from './amendment';
export * from './categories';
export * from './eventFields';
export * from './ownEvents';
export * from './schema';
export * from './severity';
export * from './leafMembers';
export * from './types';
