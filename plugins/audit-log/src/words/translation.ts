import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogWords } from './catalog';
import { chartWords } from './charts';
import { explorerWords } from './explorer';
import { grantWords } from './grants';
import { integrationWords } from './integrations';
import { legalHoldWords } from './legalHolds';
import { retentionWords } from './retention';
import { runWords } from './runs';
import { scheduleFormWords } from './scheduleForm';
import { scheduleWords } from './schedules';
import { sentences } from './sentences';
import { ruleWords } from './rules';
import { settingsWords } from './settings';
import { viewWords } from './views';
import { sharedWords, valueWords } from './shared';

/**
 * Every text of the audit log's screens. An app translates them with
 * `createTranslationResource` or replaces them with
 * `createTranslationMessages`.
 *
 * @public
 */
export const auditLogTranslationRef = createTranslationRef({
  id: 'plugin.audit-log',
  messages: {
    shared: sharedWords,
    value: valueWords,
    rule: ruleWords,
    settings: settingsWords,
    integration: integrationWords,
    grant: grantWords,
    retention: retentionWords,
    legalHold: legalHoldWords,
    explorer: explorerWords,
    chart: chartWords,
    view: viewWords,
    catalog: catalogWords,
    schedule: scheduleWords,
    scheduleForm: scheduleFormWords,
    run: runWords,
    sentence: sentences,
  },
});
