// Writes docs/query-language.md from the field registry of the query language.
const { writeFileSync } = require('node:fs');
const { resolve } = require('node:path');

require('@backstage/cli/config/nodeTransform.cjs');
const {
  queryLanguagePage,
} = require('../plugins/audit-log-common/src/query/queryLanguagePage');

const path = resolve(__dirname, '../docs/query-language.md');
writeFileSync(path, queryLanguagePage());
process.stdout.write(`Wrote ${path}\n`);
