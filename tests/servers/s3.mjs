import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, until } from './ports.mjs';

const run = promisify(execFile);
const programs = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph'];

function isInstalled(program) {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What is missing to start the server; undefined where nothing is. */
export function missing() {
  const absent = programs.filter(program => !isInstalled(program));
  return absent.length > 0
    ? `${absent.join(
        ', ',
      )} not found (apt-get install --no-install-recommends radosgw ceph-mon ceph-osd)`
    : undefined;
}

function configuration({ folder, fsid, v1, v2, port }) {
  return `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${v2}/0,v1:127.0.0.1:${v1}/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${folder}/keyring
run dir = ${folder}
admin socket = ${folder}/$name.asok
log file = ${folder}/$name.log
crash dir = ${folder}/crash
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 10000
mon data avail warn = 1
mon data avail crit = 0
paxos propose interval = 0.05
paxos min wait = 0.01
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw dns name = localhost
rgw crypt s3 kms backend = testing
`;
}

/**
 * Starts a Ceph object gateway with one monitor and one storage daemon that
 * keeps everything in memory.
 *
 * @param options.port - of the gateway; a free one where it is absent
 */
export async function start(options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'audit-log-ceph-'));
  const [v1, v2] = [await freePort(), await freePort()];
  const port = options.port ?? (await freePort());
  const fsid = randomUUID();
  const osdId = randomUUID();
  const conf = join(folder, 'ceph.conf');
  const keyring = join(folder, 'keyring');
  const daemons = [];
  const ceph = (...args) =>
    run('ceph', ['-c', conf, '--connect-timeout', '10', ...args]);
  const daemon = (program, ...args) => {
    const child = spawn(program, ['-c', conf, '-f', ...args], {
      stdio: 'ignore',
    });
    daemons.unshift(child);
  };
  const stop = async () => {
    // The gateway first: without its storage it no longer ends by itself.
    for (const child of daemons) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
        await ended;
        clearTimeout(timer);
      }
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(
      ['mon', 'osd', 'rgw', 'crash'].map(name => mkdir(join(folder, name))),
    );
    await writeFile(conf, configuration({ folder, fsid, v1, v2, port }));
    const key = (name, ...caps) =>
      run('ceph-authtool', [
        keyring,
        '--gen-key',
        '-n',
        name,
        ...caps.flatMap(cap => ['--cap', ...cap]),
      ]);
    await run('ceph-authtool', ['--create-keyring', keyring]);
    await key('mon.', ['mon', 'allow *']);
    await key(
      'client.admin',
      ['mon', 'allow *'],
      ['osd', 'allow *'],
      ['mgr', 'allow *'],
    );
    await key('client.rgw', ['mon', 'allow rw'], ['osd', 'allow rwx']);
    await key(
      'osd.0',
      ['mon', 'allow profile osd'],
      ['mgr', 'allow profile osd'],
      ['osd', 'allow *'],
    );
    const monmap = join(folder, 'monmap');
    await run('monmaptool', [
      '--create',
      '--fsid',
      fsid,
      '--addv',
      'a',
      `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`,
      monmap,
    ]);
    await run('ceph-mon', [
      '-c',
      conf,
      '--mkfs',
      '-i',
      'a',
      '--monmap',
      monmap,
      '--keyring',
      keyring,
    ]);
    daemon('ceph-mon', '-i', 'a');
    const { stdout } = await run('ceph-authtool', [
      keyring,
      '-n',
      'osd.0',
      '-p',
    ]);
    const secrets = join(folder, 'secrets.json');
    await writeFile(secrets, JSON.stringify({ cephx_secret: stdout.trim() }));
    await until('the monitor', () =>
      ceph('osd', 'new', osdId, '-i', secrets).then(() => true),
    );
    await run('ceph-osd', [
      '-c',
      conf,
      '-i',
      '0',
      '--mkfs',
      '--osd-uuid',
      osdId,
    ]);
    daemon('ceph-osd', '-i', '0');
    await ceph('osd', 'crush', 'add', 'osd.0', '1.0', 'root=default', 'host=h');
    daemon('radosgw', '-n', 'client.rgw');
    const endpoint = `http://localhost:${port}`;
    const users = {};
    for (const uid of ['writer', 'stranger', 'limited']) {
      const created = await until(`the user ${uid}`, async () => {
        const answer = await run('radosgw-admin', [
          '-c',
          conf,
          '-n',
          'client.rgw',
          'user',
          'create',
          '--uid',
          uid,
          '--display-name',
          uid,
          '--access-key',
          `${uid}-access-key`,
          '--secret',
          `${uid}-secret-key`,
        ]);
        return JSON.parse(answer.stdout);
      });
      users[uid] = {
        accessKeyId: created.keys[0].access_key,
        secretAccessKey: created.keys[0].secret_key,
      };
    }
    // One byte for each bucket: whatever this user writes is too much.
    for (const step of [['set', '--max-size', '1'], ['enable']]) {
      const [verb, ...values] = step;
      await run('radosgw-admin', [
        ...['-c', conf, '-n', 'client.rgw', 'quota', verb],
        ...['--uid', 'limited', '--quota-scope', 'bucket', ...values],
      ]);
    }
    await until('the gateway', async () => (await fetch(endpoint)).ok);
    /** Gives a user another secret, which its old one stops to work with. */
    const changeSecret = (uid, secret) =>
      run('radosgw-admin', [
        ...['-c', conf, '-n', 'client.rgw', 'key', 'create'],
        ...['--uid', uid, '--key-type', 's3'],
        ...['--access-key', users[uid].accessKeyId, '--secret', secret],
      ]);
    return { endpoint, region: 'us-east-1', users, changeSecret, stop };
  } catch (error) {
    const logs = await Promise.all(
      ['mon.a', 'osd.0', 'client.rgw'].map(name =>
        readFile(join(folder, `${name}.log`), 'utf8').then(
          text => `${name}: ${text.slice(-1_000)}`,
          () => '',
        ),
      ),
    );
    await stop();
    throw new Error(`Ceph did not start: ${error}\n${logs.join('\n')}`);
  }
}
