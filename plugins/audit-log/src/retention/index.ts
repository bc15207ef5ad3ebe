export { RetentionCard } from './RetentionCard';
export { useCountText } from './useCountText';
