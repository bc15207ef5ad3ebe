import { parseDestination } from 'backstage-plugin-audit-log-common';
import { storageProviderSuite } from 'backstage-plugin-audit-log-node/conformance';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
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
