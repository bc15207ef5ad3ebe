import { Config } from '@backstage/config';
import { AUDIT_LOG_CATEGORY } from 'backstage-plugin-audit-log-common';
import { ConfigValue } from '../config';
import { CategoryRule } from './types';

const CATEGORY = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Reads `auditLog.categories`; throws where a rule can't be understood. */
export function readCategoryRules(config: Config): CategoryRule[] {
  return ConfigValue.at(config, 'auditLog')
    .at('categories')
    .list()
    .map(rule => {
      const category = rule.at('category');
      const plugin = rule.at('plugin');
      const name = category.text() ?? '';
      if (!CATEGORY.test(name) || name === AUDIT_LOG_CATEGORY) {
        throw category.problem(
          `upper case letters, digits and underscores, other than ${AUDIT_LOG_CATEGORY}`,
        );
      }
      return {
        category: name,
        plugin: plugin.required(plugin.text(), 'the id of a plugin'),
        eventId: rule.at('eventId').text(),
      };
    });
}
