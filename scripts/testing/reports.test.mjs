import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addCounts,
  mergeJestRuns,
  on,
  readJestReport,
  readPlaywrightReport,
  summarize,
} from './reports.mjs';

/** As Jest writes it: files with the outcome of each of their tests. */
function jestReport(files) {
  const all = Object.values(files).flatMap(tests => Object.values(tests));
  const count = status => all.filter(each => each === status).length;
  const broken = Object.values(files).filter(
    tests => Object.keys(tests).length === 0,
  );
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    numRuntimeErrorTestSuites: broken.length,
    testResults: Object.entries(files).map(([name, tests]) => ({
      name,
      message: 'cannot be run',
      status:
        Object.keys(tests).length === 0 ||
        Object.values(tests).includes('failed')
          ? 'failed'
          : 'passed',
      assertionResults: Object.entries(tests).map(([fullName, status]) => ({
        fullName,
        status,
        failureMessages: status === 'failed' ? [`${fullName} is wrong`] : [],
      })),
    })),
  };
}

const first = readJestReport(
  jestReport({
    'a.test.ts': { one: 'passed', two: 'failed', three: 'failed' },
    'b.test.ts': { four: 'passed', five: 'pending' },
    'c.test.ts': {},
  }),
);

describe('two runs of Jest', () => {
  it('name what passed at the second try alone', () => {
    const second = readJestReport(
      jestReport({
        'a.test.ts': { one: 'passed', two: 'passed', three: 'failed' },
        'c.test.ts': { six: 'passed', seven: 'passed' },
      }),
    );
    assert.deepEqual(first.count, {
      passed: 2,
      failed: 3,
      skipped: 1,
      failures: [
        { name: 'a.test.ts: two', reason: 'two is wrong' },
        { name: 'a.test.ts: three', reason: 'three is wrong' },
        { name: 'c.test.ts', reason: 'cannot be run' },
      ],
    });
    assert.deepEqual(mergeJestRuns(first, second), {
      passed: 5,
      failed: 1,
      skipped: 1,
      again: ['a.test.ts: two', 'c.test.ts'],
      failures: [{ name: 'a.test.ts: three', reason: 'three is wrong' }],
    });
  });

  it('name nothing of a file that could not be run the second time', () => {
    const second = readJestReport(
      jestReport({ 'a.test.ts': {}, 'c.test.ts': { six: 'failed' } }),
    );
    assert.deepEqual(mergeJestRuns(first, second), {
      passed: 1,
      failed: 2,
      skipped: 1,
      again: [],
      failures: [
        { name: 'a.test.ts', reason: 'cannot be run' },
        { name: 'c.test.ts: six', reason: 'six is wrong' },
      ],
    });
  });
});

it('reads what Playwright ran again', () => {
  const spec = (title, status) => ({
    title,
    file: 'a.test.ts',
    line: 7,
    tests: [{ status, results: [{ error: { message: `${title} broke` } }] }],
  });
  assert.deepEqual(
    readPlaywrightReport({
      stats: { expected: 1, flaky: 2, unexpected: 1, skipped: 0 },
      suites: [
        {
          specs: [
            spec('one', 'flaky'),
            spec('two', 'expected'),
            spec('four', 'unexpected'),
          ],
          suites: [{ specs: [spec('three', 'flaky')] }],
        },
      ],
    }),
    {
      passed: 3,
      failed: 1,
      skipped: 0,
      again: ['a.test.ts:7: one', 'a.test.ts:7: three'],
      failures: [{ name: 'a.test.ts:7: four', reason: 'four broke' }],
    },
  );
});

describe('several runs', () => {
  const green = { passed: 2, failed: 0, skipped: 1, failures: [] };
  const red = {
    passed: 1,
    failed: 1,
    skipped: 0,
    again: ['a.test.ts: one'],
    failures: [{ name: 'a.test.ts: two', reason: 'two is wrong' }],
  };

  it('count together, each test named by its occasion', () => {
    assert.deepEqual(addCounts([on('Monday', green), on('Tuesday', red)]), {
      passed: 3,
      failed: 1,
      skipped: 1,
      again: ['a.test.ts: one (Tuesday)'],
      failures: [{ name: 'a.test.ts: two (Tuesday)', reason: 'two is wrong' }],
    });
  });

  it('that are green end without a word of failures', () => {
    const together = addCounts([on('Monday', green), on('Tuesday', green)]);
    assert.deepEqual(summarize([{ ...together, name: 'days', ms: 1000 }]), [
      'days: 4 passed, 0 failed, 2 skipped (1 s)',
      '',
      '4 passed, 0 failed, 2 skipped',
    ]);
  });
});

describe('the summary', () => {
  it('ends with the numbers, and names what needed a second try or failed', () => {
    assert.deepEqual(
      summarize(
        [
          { name: 'lint', passed: 1, failed: 0, skipped: 0, ms: 1400 },
          {
            name: 'browser',
            passed: 2,
            failed: 1,
            skipped: 1,
            again: ['a.test.ts: one'],
            failures: [
              {
                name: 'a.test.ts: two',
                reason: `\u001b[31mExpected 1\u001b[39m\n\n${'at\n'.repeat(
                  99,
                )}`,
              },
            ],
            ms: 2000,
          },
        ],
        { notes: ['Left out: something'] },
      ),
      [
        'lint: 1 passed, 0 failed (1 s)',
        'browser: 2 passed, 1 failed, 1 skipped, 1 at a second try (2 s)',
        '',
        'Passed at a second try: 1',
        '  a.test.ts: one',
        '',
        'Failed: a.test.ts: two',
        '  Expected 1',
        ...Array(11).fill('  at'),
        'Left out: something',
        '',
        '3 passed, 1 failed, 1 skipped',
      ],
    );
  });

  it('says nothing of second tries where there were none', () => {
    assert.deepEqual(
      summarize([{ name: 'lint', passed: 1, failed: 0, skipped: 0, ms: 0 }]),
      ['lint: 1 passed, 0 failed (0 s)', '', '1 passed, 0 failed'],
    );
  });
});
