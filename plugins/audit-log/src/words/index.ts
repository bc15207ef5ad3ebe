export { auditLogTranslationRef } from './translation';
export { sentenceKind } from './sentences';
export type { SentenceKind } from './sentences';
export { useWords } from './useWords';
export type { Words } from './useWords';
