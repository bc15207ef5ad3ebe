export * from './command';
export * from './folderFiles';
export * from './storageFiles';
export * from './types';
export * from './verifyExports';
