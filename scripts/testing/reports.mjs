/**
 * What a runner counted.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, again?: string[] }} Count
 * `again` names what failed at first and passed when it was run once more.
 */

/**
 * Reads what Jest reports.
 *
 * @returns its count; the files in which something failed, each with the names
 * of its failed tests, or none where it could not be run at all; and how many
 * tests passed in the others
 */
export function readJestReport(report) {
  const failedFiles = report.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, message, assertionResults }) => {
      const failures = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      return {
        name,
        tests: failures.map(({ fullName }) => fullName),
        messages: failures.flatMap(each => each.failureMessages),
        message,
      };
    });
  return {
    count: {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failedFiles,
    passedElsewhere: report.testResults
      .filter(({ status }) => status !== 'failed')
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed').length,
  };
}

/**
 * What two runs count together, the second one of the files alone in which
 * something had failed.
 */
export function mergeJestRuns(first, second) {
  const failedTwice = new Set(namesOf(second.failedFiles));
  return {
    passed: first.passedElsewhere + second.count.passed,
    failed: second.count.failed,
    skipped: first.count.skipped,
    again: namesOf(first.failedFiles).filter(
      name => !failedTwice.has(name) && !failedTwice.has(fileOf(name)),
    ),
  };
}

const SEPARATOR = ': ';

/** Of each failed test, or of the file where it could not be run. */
function namesOf(failedFiles) {
  return failedFiles.flatMap(({ name, tests }) =>
    tests.length > 0 ? tests.map(test => `${name}${SEPARATOR}${test}`) : [name],
  );
}

function fileOf(name) {
  return name.split(SEPARATOR)[0];
}

/** Reads what Playwright reports, which runs a test again by itself. */
export function readPlaywrightReport(report) {
  const { expected, flaky, unexpected, skipped } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    again: (report.suites ?? []).flatMap(suite => flakyIn(suite)),
  };
}

function flakyIn(suite) {
  return [
    ...(suite.specs ?? [])
      .filter(spec => spec.tests.some(({ status }) => status === 'flaky'))
      .map(spec => `${spec.file}:${spec.line}${SEPARATOR}${spec.title}`),
    ...(suite.suites ?? []).flatMap(inner => flakyIn(inner)),
  ];
}

/**
 * The lines that end a run: one for each suite, what needed a second try, and
 * how many tests passed and failed of all.
 *
 * @param {(Count & { name: string, ms: number })[]} counts
 * @param {{ notes?: string[] }} options - `notes` are told before the last line
 */
export function summarize(counts, { notes = [] } = {}) {
  const total = key => counts.reduce((sum, count) => sum + count[key], 0);
  const again = counts.flatMap(count => count.again ?? []);
  return [
    ...counts.map(
      ({ name, ms, ...count }) =>
        `${name}: ${numbersOf(count)}${
          count.again?.length ? `, ${count.again.length} at a second try` : ''
        } (${Math.round(ms / 1000)} s)`,
    ),
    ...(again.length > 0
      ? ['', `Passed at a second try: ${again.length}`]
      : []),
    ...again.map(name => `  ${name}`),
    ...notes,
    '',
    numbersOf({
      passed: total('passed'),
      failed: total('failed'),
      skipped: total('skipped'),
    }),
  ];
}

function numbersOf({ passed, failed, skipped }) {
  const skippedText = skipped ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${skippedText}`;
}
