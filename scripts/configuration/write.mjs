import { writeFileSync } from 'node:fs';
import { inRepository } from '../toolchain/index.mjs';
import { configurationPages } from './pages.mjs';

for (const [path, text] of Object.entries(configurationPages())) {
  writeFileSync(inRepository(path), text);
}
