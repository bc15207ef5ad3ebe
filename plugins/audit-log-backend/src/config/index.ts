export * from './configurationProblems';
export * from './readConfig';
export * from './types';
