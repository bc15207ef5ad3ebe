import { createMockDirectory } from '@backstage/backend-test-utils';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomeAdopter } from './adopter';
import { isOwnerDead } from './owner';

const directory = createMockDirectory();
const now = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What is left where a process died while it made a file, at some time. */
const left: [string, (path: string) => void][] = [
  ['nothing', path => writeFileSync(path, '')],
  ['half of it', path => writeFileSync(path, '{"host":"th')],
];

const times: [string, number, boolean][] = [
  ['now', 0, false],
  ['a minute ago', -MINUTE_MS, false],
  ['in a minute, as the clock was set back a little', MINUTE_MS, false],
  ['an hour ago', -60 * MINUTE_MS, true],
  ['in two days, as the clock was set back', 2 * DAY_MS, true],
];

describe('what a process that died had half made', () => {
  beforeEach(() => directory.clear());

  describe.each(left)('of which %s is there', (_, make) => {
    it.each(times)(
      '%s keeps nobody from journals for long',
      (__, ms, isOver) => {
        const adopter = join(directory.path, 'adopter-1.json');
        make(adopter);
        utimesSync(adopter, (now + ms) / 1000, (now + ms) / 1000);
        expect(becomeAdopter(directory.path, now) !== undefined).toBe(isOver);
      },
    );

    it.each(times)('%s makes a folder of nobody', (__, ms, isOver) => {
      const folder = join(directory.path, 'process-1');
      mkdirSync(folder);
      make(join(folder, 'owner.json'));
      utimesSync(folder, (now + ms) / 1000, (now + ms) / 1000);
      expect(isOwnerDead(folder, now)).toBe(isOver);
    });
  });
});
