export * from './lifecycle';
export * from './schema';
