import { globSync, readFileSync } from 'node:fs';
import { root, inRepository } from '../toolchain/index.mjs';

/** Pages that people copy samples from. */
export function pages() {
  return globSync(['docs/**/*.md', 'README.md', 'plugins/*/README.md'], {
    cwd: root,
  }).sort();
}

/**
 * The samples of a page.
 *
 * @returns `{ language, line, text }` each, `line` being that of the first
 * line of the text
 */
export function blocksOf(page) {
  const blocks = [];
  let open;
  readFileSync(inRepository(page), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const fence = /^(\s*)(```+)\s*([\w-]*)/.exec(line);
      if (open && fence && !fence[3] && fence[2].length >= open.fence.length) {
        blocks.push({ ...open, text: open.lines.join('\n') });
        open = undefined;
      } else if (open) {
        open.lines.push(line.slice(open.indent));
      } else if (fence) {
        open = {
          fence: fence[2],
          indent: fence[1].length,
          language: fence[3],
          line: index + 2,
          lines: [],
        };
      }
    });
  return blocks;
}

/**
 * Values that end at a comment which was meant as a part of them: ` #` begins
 * one in a value without quotes.
 *
 * @returns the lines
 */
export function cutValues(yaml) {
  return yaml.split('\n').filter(line => {
    const value = line.replace(/^\s*(?:- +)*(?:[\w.$-]+: +)?/, '');
    return /^[^\s'"#|>&*!%@`{[][^'"#]* #[^\s#]/.test(value);
  });
}
