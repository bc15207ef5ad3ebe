// Writes docs/capture.md from the registry of event types.
const { writeFileSync } = require('node:fs');
const { resolve } = require('node:path');

require('@backstage/cli/config/nodeTransform.cjs');
const {
  capturePage,
  eventTypes,
  httpRequestEventType,
} = require('../plugins/audit-log-common/src/eventTypes');

const path = resolve(__dirname, '../docs/capture.md');
writeFileSync(path, capturePage([...eventTypes, httpRequestEventType]));
process.stdout.write(`Wrote ${path}\n`);
