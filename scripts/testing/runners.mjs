import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, root, run } from '../toolchain/index.mjs';
import {
  mergeJestRuns,
  readJestReport,
  readPlaywrightReport,
} from './reports.mjs';

const FAILED = { passed: 0, failed: 1, skipped: 0 };
const PASSED = { passed: 1, failed: 0, skipped: 0 };

export function nodeModule(path) {
  return inRepository('node_modules', path);
}

/** A command that counts as one test, such as the type check. */
export async function runCheck(args, options) {
  const { code } = await run(process.execPath, args, options);
  return code === 0 ? PASSED : FAILED;
}

/**
 * Every Jest test of every workspace, or of the files that `args` name. Files
 * with failures are run once more by themselves, since tests that start
 * servers can miss their deadlines on a crowded machine; what fails then has
 * failed, and what passes then is named.
 */
export async function runJest({ folder, env, args = [] }) {
  const first = await runJestOnce({ folder, env, args });
  if (!first.failedFiles?.length) {
    return first.count;
  }
  const files = first.failedFiles.map(({ name }) => name);
  console.log(`\nOnce more, by themselves:\n${files.join('\n')}\n`);
  const second = await runJestOnce({
    folder,
    env,
    args: files.map(escapeForPattern),
    workers: 1,
  });
  if (!second.failedFiles) {
    return first.count;
  }
  return mergeJestRuns(first, second);
}

async function runJestOnce({ folder, env, args, workers = 2 }) {
  const outputFile = join(folder, 'jest.json');
  const { code } = await run(
    process.execPath,
    [
      nodeModule('@backstage/cli/bin/backstage-cli'),
      'repo',
      'test',
      '--watchAll=false',
      `--maxWorkers=${workers}`,
      // Tests that boot backends take long on a busy machine.
      '--testTimeout=120000',
      '--workerIdleMemoryLimit=1500M',
      '--json',
      `--outputFile=${outputFile}`,
      ...args,
    ],
    { env: { ...process.env, ...env } },
  );
  const report = takeReport(outputFile);
  if (!report) {
    return { count: FAILED };
  }
  const { count, failedFiles, passedElsewhere } = readJestReport(report);
  for (const { name, reasons, message } of failedFiles) {
    console.log(`${name}\n${reasons.join('\n') || message}`);
  }
  const failed = count.failed || (code === 0 ? 0 : 1);
  return { count: { ...count, failed }, failedFiles, passedElsewhere };
}

function escapeForPattern(path) {
  return path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Tests of the repository itself, with the runner of Node.js. */
export async function runNodeTests(files) {
  const { code, output } = await run(
    process.execPath,
    ['--test', '--test-reporter=spec', ...files],
    { cwd: root, capture: true },
  );
  const count = name =>
    Number(output.match(new RegExp(`^\\S+ ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    passed: count('pass'),
    failed: count('fail') || (code === 0 ? 0 : 1),
    skipped: count('skipped') + count('todo'),
  };
}

/** The browser tests. */
export async function runPlaywright({ folder, env }) {
  const outputFile = join(folder, 'playwright.json');
  const { code } = await run(
    process.execPath,
    [nodeModule('@playwright/test/cli.js'), 'test'],
    {
      env: {
        ...process.env,
        ...env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: outputFile,
      },
    },
  );
  const report = takeReport(outputFile);
  if (!report) {
    return FAILED;
  }
  const count = readPlaywrightReport(report);
  return { ...count, failed: count.failed || (code === 0 ? 0 : 1) };
}

function takeReport(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return report;
}
