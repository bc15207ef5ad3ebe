export * from './events';
export * from './me';
export * from './routes';
export * from './status';
