import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, root, run } from '../toolchain/index.mjs';

/**
 * What a runner reports: how many tests passed, failed and were skipped.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

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
 * failed.
 */
export async function runJest({ folder, env, args = [] }) {
  const first = await runJestOnce({ folder, env, args });
  if (!first.failedFiles?.length) {
    return first.count;
  }
  const { failedFiles } = first;
  console.log(`\nOnce more, by themselves:\n${failedFiles.join('\n')}\n`);
  const second = await runJestOnce({
    folder,
    env,
    args: failedFiles.map(escapeForPattern),
    workers: 1,
  });
  return {
    passed: first.passedElsewhere + second.count.passed,
    failed: second.count.failed,
    skipped: first.count.skipped,
  };
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
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const failedResults = report.testResults.filter(
    ({ status }) => status === 'failed',
  );
  for (const { name, assertionResults, message } of failedResults) {
    const messages = assertionResults.flatMap(each => each.failureMessages);
    console.log(`${name}\n${messages.join('\n') || message}`);
  }
  return {
    count: {
      passed: report.numPassedTests,
      failed: failed || (code === 0 ? 0 : 1),
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failedFiles: failedResults.map(({ name }) => name),
    passedElsewhere: report.testResults
      .filter(({ status }) => status !== 'failed')
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed').length,
  };
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
  const { expected, flaky, unexpected, skipped } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected || (code === 0 ? 0 : 1),
    skipped,
  };
}

function takeReport(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return report;
}
