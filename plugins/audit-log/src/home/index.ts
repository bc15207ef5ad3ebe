export { HomeActivity } from './HomeActivity';
export { HomeActivityCard } from './HomeActivityCard';
