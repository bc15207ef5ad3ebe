export { DatabaseSeenTypes } from './DatabaseSeenTypes';
export { describeCoverage } from './describeCoverage';
