export * from './readStatus';
