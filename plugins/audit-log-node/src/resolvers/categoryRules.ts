import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { AUDIT_LOG_CATEGORY } from 'backstage-plugin-audit-log-common';
import { CategoryRule } from './types';

const CATEGORY = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Reads `auditLog.categories`; throws where a rule can't be understood. */
export function readCategoryRules(config: Config): CategoryRule[] {
  return (config.getOptionalConfigArray('auditLog.categories') ?? []).map(
    (rule, index) => {
      const category = rule.getString('category');
      if (!CATEGORY.test(category) || category === AUDIT_LOG_CATEGORY) {
        throw new InputError(
          `auditLog.categories[${index}].category is '${category}'; expected upper case letters, digits and underscores, other than ${AUDIT_LOG_CATEGORY}`,
        );
      }
      return {
        category,
        plugin: rule.getString('plugin'),
        eventId: rule.getOptionalString('eventId'),
      };
    },
  );
}
