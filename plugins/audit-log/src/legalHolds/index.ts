export { LegalHoldsCard } from './LegalHoldsCard';
