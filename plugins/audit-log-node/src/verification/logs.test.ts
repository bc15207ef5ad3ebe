import { generateNoteKey, verifierKey } from '../integrity';
import { ExportedLog } from './__testUtils__/ExportedLog';
import { folderFiles } from './folderFiles';
import { verifyExports } from './verifyExports';

/** Somebody gives the keys of two logs, and has one of them. */
describe('the keys of two logs', () => {
  let log: ExportedLog;
  let keys: string[];
  beforeEach(async () => {
    log = await ExportedLog.create();
    log.append(3);
    await log.export();
    await log.publish();
    keys = [log.key];
  });
  afterEach(() => log.remove());

  const verify = () =>
    verifyExports({ files: folderFiles(log.folder), verifierKeys: keys });
  /** From here on everything is signed by another log. */
  const change = () => {
    const signer = {
      name: 'staging.example.com/audit-log',
      privateKey: generateNoteKey(),
    };
    keys.push(verifierKey(signer));
    Object.assign(log.signer, signer);
  };
  const list = 'audit/_checkpoints/0000000000000003.exports';
  const checkpoint = 'audit/_checkpoints/0000000000000003.checkpoint';

  it('are fine where only one of them signed', async () => {
    change();
    await expect(verify()).resolves.toMatchObject({ outcome: 'sound' });
  });

  it('vouch for no export of the other log', async () => {
    const { name } = log.signer;
    change();
    log.append(2);
    await log.export();
    await log.write(
      list,
      log.exportList(each => (each.size = 3)),
    );
    const { unchecked, signedManifests } = await verify();
    expect(signedManifests).toBe(1);
    expect(name).not.toBe(log.signer.name);
    expect(unchecked).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: list, allow: 'unlisted' }),
        expect.objectContaining({
          file: 'audit/_4-5.jsonl.manifest.json',
          message: expect.stringContaining('signed by staging.example.com'),
          allow: 'unsigned',
        }),
      ]),
    );
  });

  it('are named where both published', async () => {
    change();
    log.append(2);
    await log.export();
    await log.publish();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'unchecked',
      unchecked: [
        {
          file: checkpoint.replace('3.', '5.'),
          message: expect.stringContaining('give the keys of one log'),
        },
      ],
    });
  });
});
