import { Rule } from './schema';

/**
 * The rules that come after a portal's own. They drop what would bury
 * everything else: reads of one plugin by another, and permissions that were
 * granted. What failed or was denied stays.
 *
 * @public
 */
export const defaultRules: readonly Rule[] = [
  {
    name: 'default: plugins reading from plugins',
    match: { actor: 'plugin:*', severity: 'low', outcome: 'succeeded' },
    effect: 'drop',
  },
  {
    name: 'default: granted permissions',
    match: {
      plugin: 'permission',
      event: 'permission-evaluation',
      action: 'ALLOW',
      outcome: 'succeeded',
    },
    effect: 'drop',
  },
];
