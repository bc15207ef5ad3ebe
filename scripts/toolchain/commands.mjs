import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { inRepository, root } from './paths.mjs';

/** The committed Yarn: nobody has to install one. */
export function yarnRelease() {
  const folder = inRepository('.yarn/releases');
  const release = readdirSync(folder).find(file => /^yarn-.*\.cjs$/.test(file));
  if (!release) {
    throw new Error(`There is no Yarn release in ${folder}`);
  }
  return inRepository('.yarn/releases', release);
}

/**
 * Runs a command to its end and returns its exit code and, with
 * `capture: true`, what it printed (which is shown as well).
 */
export async function run(command, args, options = {}) {
  const { capture = false, quiet = false, ...spawnOptions } = options;
  const piped = capture || quiet;
  const child = spawn(command, args, {
    cwd: root,
    stdio: piped
      ? ['ignore', 'pipe', 'pipe']
      : ['ignore', 'inherit', 'inherit'],
    ...spawnOptions,
  });
  let output = '';
  if (piped) {
    child.stdout.on('data', chunk => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
    });
    child.stderr.on('data', chunk => {
      output += chunk;
      if (!quiet) process.stderr.write(chunk);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(signal ? 1 : exitCode));
  });
  return { code, output };
}

/** Runs the committed Yarn with this Node.js. */
export function runYarn(args, options) {
  return run(process.execPath, [yarnRelease(), ...args], options);
}

/**
 * What a command printed that `run` was given.
 *
 * @throws Error with the end of it where the command failed
 */
export async function succeed(what, running) {
  const { code, output } = await running;
  if (code !== 0) {
    throw new Error(`${what} failed:\n${output.slice(-20_000)}`);
  }
  return output;
}
