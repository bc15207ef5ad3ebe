import assert from 'node:assert/strict';
import test from 'node:test';
import { startProblem } from './startProblem.mjs';

const sentence =
  "Configuration key 'auditLog.recoveryDays' is '0.001': expected a whole number";

const outputs = {
  'what Node prints': `Loading config from …
ForwardedError [InputError]: Feature loader created at 'x.ts:29:64' failed; caused by InputError: ${sentence}
    at BackendInitializer.start (y.ts:1:1) {
  cause: InputError: ${sentence}
      at Object.loader (z.ts:1:1)
}`,
  'a log in colours': `\u001b[31merror\u001b[39m \u001b[36mPlugin 'audit-log' threw an error during startup; caused by InputError: ${sentence}\u001b[39m`,
  'a log in JSON': JSON.stringify({
    level: 'error',
    message: `Plugin 'audit-log' threw an error during startup; caused by InputError: ${sentence}`,
  }),
};

for (const [what, output] of Object.entries(outputs)) {
  test(`finds the sentence in ${what}`, () => {
    assert.equal(startProblem(output), sentence);
  });
}

test('tells which plugin failed, and why', () => {
  assert.equal(
    startProblem(
      "error Plugin 'catalog' threw an error during startup, waiting for 3 other plugins to finish before shutting down the process. no such table\nSqliteError: no such table: refresh_state\n    at x",
    ),
    "Plugin 'catalog' failed: no such table: refresh_state",
  );
});

for (const output of [
  '',
  'info Plugin initialization started\nwarn Plugin search failed; caused by Error: later',
  // A warning keeps nobody from starting.
  "warn Configuration key 'auditLog.admins' is missing: nobody gets in",
  "error Plugin 'search' threw an error during startup, but boot failure is permitted for this plugin so startup will continue. Error: away",
]) {
  test(`finds nothing in ${JSON.stringify(output.slice(0, 40))}`, () => {
    assert.equal(startProblem(output), undefined);
  });
}
