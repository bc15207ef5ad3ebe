export { HomeActivity } from './HomeActivity';
export { HomeActivityCard } from './HomeActivityCard';
export { OnlyForReaders } from './OnlyForReaders';
