/**
 * What a runner counted.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, again?: string[], failures?: Failure[] }} Count
 * `again` names what failed at first and passed when it was run once more;
 * `failures` is what failed, where the runner tells it by name.
 * @typedef {{ name: string, reason: string }} Failure
 */

/** The same count, its tests named as those of an occasion such as a day. */
export function on(occasion, count) {
  const named = name => `${name} (${occasion})`;
  return {
    ...count,
    again: (count.again ?? []).map(named),
    failures: (count.failures ?? []).map(({ name, reason }) => ({
      name: named(name),
      reason,
    })),
  };
}

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
        reasons: failures.map(each => each.failureMessages.join('\n')),
        message,
      };
    });
  return {
    count: {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: failuresOf(failedFiles),
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
  // Of a file that could not be run, nothing is known of any of its tests.
  const knownPassed = name =>
    !failedTwice.has(name) &&
    !failedTwice.has(fileOf(name)) &&
    !second.failedFiles.some(file => file.name === name);
  return {
    passed: first.passedElsewhere + second.count.passed,
    failed: second.count.failed,
    skipped: first.count.skipped,
    again: namesOf(first.failedFiles).filter(knownPassed),
    failures: second.count.failures,
  };
}

const SEPARATOR = ': ';

/** Of each failed test, or of the file where it could not be run. */
function namesOf(failedFiles) {
  return failuresOf(failedFiles).map(({ name }) => name);
}

function failuresOf(failedFiles) {
  return failedFiles.flatMap(({ name, tests, reasons, message }) =>
    tests.length > 0
      ? tests.map((test, index) => ({
          name: `${name}${SEPARATOR}${test}`,
          reason: reasons[index],
        }))
      : [{ name, reason: message }],
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
    again: (report.suites ?? [])
      .flatMap(suite => specsIn(suite, 'flaky'))
      .map(nameOfSpec),
    failures: (report.suites ?? [])
      .flatMap(suite => specsIn(suite, 'unexpected'))
      .map(spec => ({ name: nameOfSpec(spec), reason: lastErrorOf(spec) })),
  };
}

function specsIn(suite, wanted) {
  return [
    ...(suite.specs ?? []).filter(spec =>
      spec.tests.some(({ status }) => status === wanted),
    ),
    ...(suite.suites ?? []).flatMap(inner => specsIn(inner, wanted)),
  ];
}

function nameOfSpec({ file, line, title }) {
  return `${file}:${line}${SEPARATOR}${title}`;
}

function lastErrorOf({ tests }) {
  const results = tests.flatMap(test => test.results ?? []);
  return results.at(-1)?.error?.message ?? '';
}

/**
 * What several runs count together.
 *
 * @param {Count[]} counts
 * @returns {Required<Count>}
 */
export function addCounts(counts) {
  const total = key => counts.reduce((sum, count) => sum + count[key], 0);
  return {
    passed: total('passed'),
    failed: total('failed'),
    skipped: total('skipped'),
    again: counts.flatMap(({ again = [] }) => again),
    failures: counts.flatMap(({ failures = [] }) => failures),
  };
}

/** Of a reason, so that the end of a run stays short enough to be read. */
const REASON_LINES = 12;

// What a terminal takes for colours.
// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * The lines that end a run: one for each suite, what needed a second try, what
 * failed and why, and how many tests passed and failed of all. Often the end
 * is all that is kept of a run.
 *
 * @param {(Count & { name: string, ms: number })[]} counts
 * @param {{ notes?: string[] }} options - `notes` are told before the last line
 */
export function summarize(counts, { notes = [] } = {}) {
  const { again, failures, ...total } = addCounts(counts);
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
    ...failures.flatMap(({ name, reason }) => [
      '',
      `Failed: ${name}`,
      ...reason
        .replace(COLOURS, '')
        .split('\n')
        .filter(line => line.trim())
        .slice(0, REASON_LINES)
        .map(line => `  ${line.trimEnd()}`),
    ]),
    ...notes,
    '',
    numbersOf(total),
  ];
}

function numbersOf({ passed, failed, skipped }) {
  const skippedText = skipped ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${skippedText}`;
}
