import prettier from 'prettier';
import { inRepository } from '../toolchain/index.mjs';
import { schemaKeys } from './schemaKeys.mjs';

const SCHEMAS = {
  backend: 'plugins/audit-log-backend/config.d.ts',
  node: 'plugins/audit-log-node/config.d.ts',
};

/** What is said once for all durations. */
const INTRODUCTION = `# Configuration

Every key of \`app-config.yaml\` that the audit log reads, made from the schemas
that the packages bring (\`node scripts/configuration/write.mjs\`). All of them are
optional but \`auditLog.admins\`, without which nobody gets in.

A **duration** is a text such as \`30s\` or \`5 minutes\`, an ISO 8601 duration such as
\`PT30S\`, or an object such as \`{ seconds: 30 }\`; at most 24 days, the longest that
Node can wait. Values from environment variables are texts, which count for
numbers and booleans too.

The backend **does not start** with a value that can't be understood or that nothing
can work with, and says so in one sentence: key, value and what was expected. It
**warns** in its log, and starts, where a value has no effect: an unknown key,
something repeated of which the first counts, an Admin who is neither user nor
group; and where nobody could use the audit log.

**Secret** values are never shown in a message, on a page or by the API.
`;

/** Every key of the product, those of the schemas one after the other. */
export function allKeys() {
  const keys = Object.entries(SCHEMAS).flatMap(([where, path]) =>
    schemaKeys(inRepository(path)).map(key => ({ ...key, where })),
  );
  return keys.filter(({ key }) => key !== 'auditLog');
}

/** The files that are made from the schemas, by their paths. */
export function configurationPages() {
  return {
    'docs/configuration.md': formatted('docs/configuration.md', page()),
    'plugins/audit-log-backend/src/config/configurationKeys.ts': formatted(
      'configurationKeys.ts',
      keysModule(),
    ),
  };
}

function page() {
  const rows = allKeys();
  const sections = [...new Set(rows.map(({ key }) => sectionOf(key)))].sort();
  const single = sections.filter(
    name => rows.filter(({ key }) => sectionOf(key) === name).length === 1,
  );
  return [
    INTRODUCTION,
    '## The log itself\n',
    table(rows.filter(({ key }) => single.includes(sectionOf(key)))),
    ...sections
      .filter(name => !single.includes(name))
      .flatMap(name => [
        `\n## \`auditLog.${name}\`\n`,
        table(rows.filter(({ key }) => sectionOf(key) === name)),
      ]),
    `
## Keys of the portal

Read as Backstage's own services read them, whatever shape they have:
\`backend.database\` and \`backend.database.plugin.audit-log\` (where the log is, and
whether there is a journal), \`backend.workingDirectory\` (where the journal is by
default), \`backend.baseUrl\` (default of \`auditLog.integrity.origin\`),
\`backend.trustProxy\`, \`backend.auditor.severityLogLevelMappings\`,
\`permission.enabled\`, and \`aws.accounts\` for profiles with \`awsAccountId\`.
`,
  ].join('\n');
}

function sectionOf(key) {
  return key.split('.')[1].replace('[]', '');
}

function table(rows) {
  return [
    '| key | value | what it says |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ key, type, text, isSecret }) =>
        `| \`${key}\` | \`${type.replaceAll('|', '\\|')}\` | ${cell(
          `${isSecret ? '**Secret.** ' : ''}${text}`,
        )} |`,
    ),
  ].join('\n');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('[]', '\\[]');
}

function keysModule() {
  return `// Made by scripts/configuration/write.mjs from the schemas.

/** Every key that is read; \`[]\` stands for the items of a list. */
export const configurationKeys: readonly string[] = ${JSON.stringify(
    allKeys().map(({ key }) => key),
  )};
`;
}

function formatted(path, text) {
  const options = prettier.resolveConfig.sync(inRepository('package.json'));
  return prettier.format(text, { ...options, filepath: path });
}
