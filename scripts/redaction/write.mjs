// Writes the shapes of tokens that come from secretlint's rules. Takes the
// folder of an unpacked @secretlint/secretlint-rule-preset-recommend:
//   npm pack @secretlint/secretlint-rule-preset-recommend
//   tar xf secretlint-secretlint-rule-preset-recommend-*.tgz
//   node scripts/redaction/write.mjs package
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../toolchain/index.mjs';
import { convertRules } from './convertRules.mjs';

const folder = process.argv[2];
if (!folder) {
  throw new Error(
    'Argument 1 is missing: expected the folder of an unpacked @secretlint/secretlint-rule-preset-recommend',
  );
}
const read = name => readFileSync(join(folder, name), 'utf8');
const { name, version, license } = JSON.parse(read('package.json'));
const { shapes, left } = convertRules(read('module/index.js'));

const plugin = 'plugins/audit-log-node';
const path = inRepository(plugin, 'src/redaction/maintainedShapes.ts');
const lists = { sureShapes: true, perhapsShapes: false };
const written = Object.entries(lists).map(
  ([list, isSure]) =>
    `export const ${list} = [\n${shapes
      .filter(shape => shape.isSure === isSure)
      .map(({ pattern }) => `  ${quoted(pattern)},\n`)
      .join('')}];`,
);
writeFileSync(
  path,
  `// Written by scripts/redaction/write.mjs from ${name}
// ${version} (${license}), see NOTICE.

/** Shapes that only tokens have. */
${written[0]}

/** Shapes that names made of words can have as well. */
${written[1]}
`,
);
writeFileSync(
  inRepository(plugin, 'NOTICE'),
  `The shapes of tokens in src/redaction/maintainedShapes.ts, and what is built
from it, were converted from the rules of ${name}
${version}, whose license is:

${read('LICENSE').trim()}
`,
);
process.stdout.write(
  `Wrote ${
    shapes.length
  } shapes to ${path}. These have no such form, so see that src/redaction knows their tokens otherwise:\n${left
    .map(pattern => `  ${pattern}\n`)
    .join('')}`,
);

function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
