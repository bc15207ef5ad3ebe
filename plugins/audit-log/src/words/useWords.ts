import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { auditLogTranslationRef } from './translation';

/** Looks up a text of this plugin. */
export type Words = TranslationFunction<typeof auditLogTranslationRef.T>;

/** The texts of this plugin in the reader's language. */
export function useWords(): Words {
  return useTranslationRef(auditLogTranslationRef).t;
}
