import assert from 'node:assert/strict';
import test from 'node:test';
import { bundleProduct } from './bundle.mjs';
import { Clock, START } from './Clock.mjs';
import { Disk } from './Disk.mjs';
import { filesFor } from './files.mjs';
import { Link } from './Link.mjs';
import { Random } from './Random.mjs';
import { Scheduler } from './Scheduler.mjs';
import { Spans } from './Spans.mjs';

const living = { isDead: false, effect: () => {} };

function newDisk(seed = 1) {
  return new Disk({ random: new Random(seed), now: () => 0 });
}

function filesOn(disk, effect = size => size) {
  return filesFor({
    disk,
    host: {},
    effect,
    later: async work => work(),
  }).sync;
}

test('random numbers are those of the seed, and streams are apart', () => {
  const numbers = random => Array.from({ length: 5 }, () => random.next());
  assert.deepEqual(numbers(new Random(7)), numbers(new Random(7)));
  assert.notDeepEqual(numbers(new Random(7)), numbers(new Random(8)));
  const [one, other] = [new Random(7), new Random(7)];
  one.next();
  assert.deepEqual(numbers(one.fork('a')), numbers(other.fork('a')));
  assert.notDeepEqual(numbers(one.fork('a')), numbers(one.fork('b')));
});

test('things happen in the order of their time, promises in between', async () => {
  const scheduler = new Scheduler();
  const seen = [];
  scheduler.after(20, () => seen.push('late'));
  scheduler.after(10, async () => {
    seen.push('early');
    await null;
    await null;
    seen.push('after two turns');
  });
  scheduler.after(10, () => seen.push('second'));
  scheduler.after(15, () => seen.push('never'), { isDead: true });
  scheduler.after(15, () => seen.push('never'))();
  await scheduler.run(15);
  assert.deepEqual(seen, ['early', 'after two turns', 'second']);
  assert.equal(scheduler.now, 15);
  await scheduler.run(15);
  assert.deepEqual(seen.at(-1), 'late');
  assert.throws(() => scheduler.after(NaN, () => {}), /expected a number/);
});

test('a thousand things happen in order', async () => {
  const scheduler = new Scheduler();
  const random = new Random(3);
  const seen = [];
  for (let i = 0; i < 1000; i += 1) {
    scheduler.after(random.whole(0, 50), () => seen.push(scheduler.now));
  }
  await scheduler.run(50);
  assert.equal(seen.length, 1000);
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => a - b),
  );
});

test('a clock is ahead, goes at its rate and remembers that it was set', async () => {
  const scheduler = new Scheduler();
  const clock = new Clock(scheduler);
  assert.equal(clock.now(), START);
  await scheduler.run(1_000);
  clock.set({ ahead: 500, rate: 1.5 });
  await scheduler.run(1_000);
  assert.equal(clock.now(), START + 500 + 1_000 + 1_500);
  assert.ok(clock.sets.meet(900, 1_100));
  assert.ok(!clock.sets.meet(1_001, Infinity));
});

test('spans meet where they touch', () => {
  const spans = new Spans();
  spans.add(10, 20);
  assert.ok(spans.meet(20, 30) && spans.meet(0, 10) && spans.meet(12, 13));
  assert.ok(!spans.meet(0, 9) && !spans.meet(21, 30));
});

test('files are made, appended to, moved and removed', () => {
  const files = filesOn(newDisk());
  files.mkdirSync('/a/b', { recursive: true });
  const fd = files.openSync('/a/b/x', 'ax');
  files.writeSync(fd, Buffer.from('one'), 0, 3);
  files.closeSync(fd);
  assert.throws(() => files.openSync('/a/b/x', 'ax'), { code: 'EEXIST' });
  files.renameSync('/a/b/x', '/a/y');
  assert.equal(files.readFileSync('/a/y', 'utf8'), 'one');
  assert.deepEqual(files.readdirSync('/a'), ['b', 'y']);
  files.truncateSync('/a/y', 1);
  assert.equal(files.readFileSync('/a/y', 'utf8'), 'o');
  files.rmSync('/a', { recursive: true, force: true });
  assert.throws(() => files.readFileSync('/a/y'), { code: 'ENOENT' });
});

test('a process that dies while it writes leaves part of it', () => {
  const disk = newDisk();
  filesOn(disk).writeFileSync('/x', '');
  const fd = filesOn(disk).openSync('/x', 'w');
  assert.equal(fd, 3);
  const dying = filesOn(disk, size => (size === undefined ? size : 2));
  assert.throws(() => dying.writeFileSync('/x', 'whole'), { code: 'EKILLED' });
  assert.equal(filesOn(disk).readFileSync('/x', 'utf8'), 'wh');
});

test('a full disk takes no more than a part', () => {
  const disk = newDisk();
  const files = filesOn(disk);
  const fd = files.openSync('/x', 'ax');
  disk.isFull = true;
  let written = 0;
  try {
    written = files.writeSync(fd, Buffer.from('a whole line\n'));
  } catch (error) {
    assert.equal(error.code, 'ENOSPC');
  }
  assert.ok(written < 13);
});

test('a power failure cuts off what was not synced', async () => {
  const disk = newDisk();
  const files = filesFor({
    disk,
    host: {},
    effect: size => size,
    later: async work => work(),
  });
  const handle = await files.promises.open('/synced', 'w');
  await handle.writeFile('kept');
  await handle.sync();
  for (let i = 0; i < 20; i += 1) {
    files.sync.writeFileSync(`/unsynced-${i}`, '0123456789');
  }
  disk.loseUnsynced();
  assert.equal(files.sync.readFileSync('/synced', 'utf8'), 'kept');
  const sizes = disk.files().map(([, { size }]) => size);
  assert.ok(sizes.some(size => size > 0 && size < 10));
});

test('a request that is lost may have been done, and one that hangs waits', async () => {
  const scheduler = new Scheduler();
  const link = new Link({ scheduler, random: new Random(5) });
  let done = 0;
  const answers = [];
  const send = () =>
    link
      .send(living, () => (done += 1))
      .then(
        () => answers.push('answer'),
        ({ code }) => answers.push(code),
      );
  link.lost = 1;
  for (let i = 0; i < 40; i += 1) {
    send();
  }
  await scheduler.run(1_000);
  assert.ok(done > 5 && done < 35);
  assert.deepEqual(new Set(answers), new Set(['ECONNRESET']));
  assert.equal(answers.length, 40);
  link.lost = 0;
  link.state = 'hanging';
  send();
  await scheduler.run(60_000);
  assert.equal(answers.length, 40);
  link.heal();
  await scheduler.run(1_000);
  assert.equal(answers.length, 41);
  send();
  await scheduler.run(1_000);
  assert.equal(answers.at(-1), 'answer');
});

test('the source is not changed where the change does not fit it any more', async () => {
  const path = 'plugins/audit-log-node/src/recorder/Decider.ts';
  await assert.rejects(
    bundleProduct({ mutations: [{ path, from: 'nobody wrote this', to: '' }] }),
    /can't be changed/,
  );
});
