import { Config } from '@backstage/config';
import { ConfigValue } from 'backstage-plugin-audit-log-node';
import { configurationKeys } from './configurationKeys';

/** Keys below `auditLog` that nothing reads: misspelt, as a rule. */
export function unknownKeys(root: Config): string[] {
  const problems: string[] = [];
  const visit = (value: ConfigValue, known: string) => {
    const children = configurationKeys.filter(key =>
      key.startsWith(`${known}.`),
    );
    // What is given in its short form has no keys.
    if (
      children.length === 0 ||
      !value.isSet ||
      typeof value.raw === 'string'
    ) {
      return;
    }
    const names = [
      ...new Set(
        children.map(key =>
          key
            .slice(known.length + 1)
            .split('.')[0]
            .replace('[]', ''),
        ),
      ),
    ];
    for (const name of value.keys()) {
      if (!names.includes(name)) {
        problems.push(
          `Configuration key '${
            value.key
          }.${name}' is unknown, so it has no effect: expected one of '${names.join(
            "', '",
          )}'`,
        );
      } else if (configurationKeys.some(key => key === `${known}.${name}[]`)) {
        value
          .at(name)
          .list()
          .forEach(item => visit(item, `${known}.${name}[]`));
      } else {
        visit(value.at(name), `${known}.${name}`);
      }
    }
  };
  visit(ConfigValue.at(root, 'auditLog'), 'auditLog');
  return problems;
}
