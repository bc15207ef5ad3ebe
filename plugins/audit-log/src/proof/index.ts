export { ProofBadge } from './ProofBadge';
