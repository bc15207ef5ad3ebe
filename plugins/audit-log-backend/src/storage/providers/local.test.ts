import { parseDestination } from 'backstage-plugin-audit-log-common';
import { storageProviderSuite } from 'backstage-plugin-audit-log-node/conformance';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localProvider } from './local';

describe('local provider', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'audit-log-local-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  const open = (destination = 'local://demo/audit') =>
    localProvider(root).open({
      destination: parseDestination(destination),
      identity: { type: 'ambient' },
      externalId: null,
    });

  storageProviderSuite({
    open: () => open(),
    keepsMetadata: false,
    largeSize: 3_000_000,
  });

  async function* body() {
    yield Buffer.from('content');
  }
  const put = (key: string) => ({
    key,
    body: body(),
    contentType: 'text/plain',
    metadata: {},
  });

  it.each(['../out', 'a/../../out', '/etc/passwd', 'a\u0000b', 'a//b'])(
    'refuses the name %j',
    async key => {
      await expect((await open()).put(put(key))).rejects.toThrow('Object name');
    },
  );

  it('does not follow links out of its folder', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'audit-log-outside-'));
    await mkdir(join(root, 'demo', 'linked'), { recursive: true });
    await symlink(outside, join(root, 'demo', 'linked', 'way-out'));
    const storage = await open('local://demo/linked');
    await expect(storage.put(put('way-out/file'))).rejects.toMatchObject({
      kind: 'denied',
    });
    await expect(readdir(outside)).resolves.toEqual([]);
    await rm(outside, { recursive: true });
  });

  const modeOf = async (...path: string[]) =>
    ((await stat(join(root, ...path))).mode & 0o7777).toString(8);

  it.each([
    [undefined, '700', '600'],
    [0o750, '750', '640'],
    [0o777, '777', '666'],
    [0o2770, '2770', '660'],
  ])(
    'makes what is new with mode %o, whatever is masked',
    async (mode, folders, files) => {
      const there = `there-${folders}`;
      await mkdir(join(root, there), { mode: 0o755 });
      await chmod(join(root, there), 0o755);
      const before = process.umask(0o027);
      try {
        const storage = await localProvider(root, mode).open({
          destination: parseDestination(`local://${there}/audit`),
          identity: { type: 'ambient' },
          externalId: null,
        });
        await storage.put(put('dt=2026-11-30/part/file'));
      } finally {
        process.umask(before);
      }
      expect(await modeOf(there)).toBe('755');
      expect(await modeOf(there, 'audit')).toBe(folders);
      expect(await modeOf(there, 'audit', 'dt=2026-11-30')).toBe(folders);
      expect(await modeOf(there, 'audit', 'dt=2026-11-30', 'part')).toBe(
        folders,
      );
      expect(
        await modeOf(there, 'audit', 'dt=2026-11-30', 'part', 'file'),
      ).toBe(files);
    },
  );

  it('is not offered where no folder is configured', async () => {
    await expect(
      localProvider(undefined).open({
        destination: parseDestination('local://demo'),
        identity: { type: 'ambient' },
        externalId: null,
      }),
    ).rejects.toThrow("'auditLog.storage.localFolder' is not set");
  });
});
