import { createMockDirectory } from '@backstage/backend-test-utils';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { KnowledgeFile } from './KnowledgeFile';

const directory = createMockDirectory();
const on = { recording: 'on', rules: [], version: '2' } as const;
const off = { recording: 'off', rules: [], version: '1' } as const;

describe('KnowledgeFile', () => {
  const open = () => new KnowledgeFile(join(directory.path, 'known.json'), []);

  beforeEach(() => directory.clear());

  it('is put right again by who knows more, where another replica was late', () => {
    const [late, current] = [open(), open()];
    current.save(on);
    late.save(off);
    expect(open().read()).toEqual(off);
    current.save(on);
    expect(open().read()).toEqual(on);
  });

  it('is not written where it says the same', () => {
    const file = open();
    const inode = () => statSync(join(directory.path, 'known.json')).ino;
    file.save(on);
    const before = inode();
    file.save(on);
    expect(inode()).toBe(before);
  });
});
