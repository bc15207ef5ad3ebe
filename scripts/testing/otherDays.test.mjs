import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { otherDays } from './otherDays.mjs';

const preload = fileURLToPath(new URL('./otherDay.cjs', import.meta.url));

describe('otherDays', () => {
  it('finds a leap day and both kinds of a change of clocks', () => {
    const now = Date.parse('2026-11-29T20:15:00.000Z');
    assert.deepEqual(
      otherDays(now).map(({ name }) => name),
      [
        '2028-02-29T00:00:00.000Z in Pacific/Chatham',
        // 23:00 there, and an hour later 01:00 of the next day.
        '2027-09-05T03:00:00.000Z in America/Santiago',
        '2027-10-31T00:00:00.000Z in Europe/Berlin',
      ],
    );
  });

  it('looks beyond a year that could have had a leap day', () => {
    const [leap] = otherDays(Date.parse('2096-03-01T00:00:00.000Z'));
    assert.match(leap.name, /^2104-02-29T/);
  });
});

describe('the clock of another day', () => {
  const AHEAD_MS = 40 * 86_400_000;
  const code = `
    const vm = require('node:vm');
    const inside = vm.runInContext(
      '[new Date().getTime(), Date.now(), Date.parse(Date()), new Date(5).getTime(),' +
        ' new Date() instanceof Date, new (class extends Date {})().getTime(), Date.UTC(1970, 0)]',
      vm.createContext({}),
    );
    const outside = [new Date().getTime(), Date.now(), Date.parse(Date()), new Date(5).getTime(),
      new Date() instanceof Date, new (class extends Date {})().getTime(), Date.UTC(1970, 0)];
    const { status, stdout } = require('node:child_process').spawnSync(
      process.execPath, ['-p', 'Date.now()']);
    console.log(JSON.stringify({ inside, outside, child: Number(String(stdout)) }));`;

  it('is ahead in the process, in its contexts and in its children', () => {
    const before = Date.now() + AHEAD_MS;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
        AUDIT_LOG_TEST_CLOCK_SHIFT: String(AHEAD_MS),
      },
    });
    const after = Date.now() + AHEAD_MS;
    assert.equal(stderr, '');
    const { inside, outside, child } = JSON.parse(stdout);
    const isNow = ms => ms >= before - 1000 && ms <= after;
    assert.ok(isNow(child), String(child));
    for (const times of [inside, outside]) {
      const [made, now, text, given, isDate, ofSubclass, epoch] = times;
      for (const ms of [made, now, text, ofSubclass]) {
        assert.ok(isNow(ms), String(ms));
      }
      assert.deepEqual([given, isDate, epoch], [5, true, 0]);
    }
  });
});
