export * from './command';
export * from './folderFiles';
export * from './types';
export * from './verifyExports';
