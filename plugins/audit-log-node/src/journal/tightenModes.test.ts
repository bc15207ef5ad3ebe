import { createMockDirectory } from '@backstage/backend-test-utils';
import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { tightenModes } from './tightenModes';

const directory = createMockDirectory();
const modeOf = (path: string) =>
  statSync(directory.resolve(path)).mode.toString(8).slice(-3);

/** As the umask of most containers leaves it. */
function loosen(folder: string, files: string[]) {
  for (const path of [folder, `${folder}/process-1`, `${folder}/quarantine`]) {
    chmodSync(directory.resolve(path), 0o755);
  }
  files.forEach(path => chmodSync(directory.resolve(path), 0o644));
}

const journal = {
  'process-1': { '000000001-low.jsonl': '', 'owner.json': '{}' },
  quarantine: { 'a.json': '{}' },
  'adopter-1.json': '',
  'knowledge-0123.json': '{}',
};
const files = [
  'process-1/000000001-low.jsonl',
  'process-1/owner.json',
  'quarantine/a.json',
  'adopter-1.json',
  'knowledge-0123.json',
];

describe('tightenModes', () => {
  it('leaves a journal to the process alone', () => {
    directory.setContent({ journal });
    const paths = files.map(name => `journal/${name}`);
    loosen('journal', paths);
    tightenModes(directory.resolve('journal'));
    expect(paths.map(modeOf)).toEqual(paths.map(() => '600'));
    expect(
      ['journal', 'journal/process-1', 'journal/quarantine'].map(modeOf),
    ).toEqual(['700', '700', '700']);
  });

  it('changes nothing that is of others', () => {
    directory.setContent({
      data: { ...journal, 'portal.db': '' },
      elsewhere: { 'b.json': '' },
    });
    loosen('data', ['data/portal.db', 'elsewhere/b.json']);
    symlinkSync(
      directory.resolve('elsewhere/b.json'),
      directory.resolve('data/quarantine/b.json'),
    );
    tightenModes(directory.resolve('data'));
    expect(
      ['data', 'data/portal.db', 'data/quarantine', 'elsewhere/b.json'].map(
        modeOf,
      ),
    ).toEqual(['755', '644', '700', '644']);
  });

  it('finds nothing to do where there is no journal yet', () => {
    directory.setContent({ empty: {} });
    chmodSync(directory.resolve('empty'), 0o755);
    tightenModes(directory.resolve('none'));
    tightenModes(directory.resolve('empty'));
    expect(modeOf('empty')).toBe('755');
  });
});
