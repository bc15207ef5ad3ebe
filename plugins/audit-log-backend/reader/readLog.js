/*
 * Reads the log of an SQLite database for the backend that started it, in a
 * process of its own: a statement can't be stopped, a process can. Plain
 * JavaScript that nothing bundles, so that it is found beside every build.
 *
 * Takes `{ open: { driver, file } }` once and `{ query: { sql, bindings } }`
 * one after the other. Answers `{ ready: true }`, `{ columns, rows, isLast }`
 * as often as it takes, or `{ problem }`.
 */
const os = require('node:os');
const { Worker } = require('node:worker_threads');

/** About how large a message may get: the other side takes each at once. */
const MESSAGE_BYTES = 128 * 1024;
const MESSAGE_ROWS = 250;

const WATCH_MS = 1000;

// While a statement runs, nothing is heard of the backend. Where that is gone,
// nobody would stop the statement.
const WATCH = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    let isGone = process.ppid !== workerData.backend;
    try {
      process.kill(workerData.backend, 0);
    } catch (error) {
      isGone ||= error.code === 'ESRCH';
    }
    if (isGone) {
      process.kill(process.pid, 'SIGKILL');
    }
  }, ${WATCH_MS});
`;

let database;

process.on('disconnect', () => process.exit());
// Terminals and service managers send these to all processes; the backend reads
// until it has stopped, and this one ends with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}
process.on('message', message => {
  try {
    if (message.open) {
      open(message.open);
      process.send({ ready: true });
    } else {
      answer(message.query);
    }
  } catch (error) {
    process.send({
      problem: { message: String(error.message), code: error.code },
    });
  }
});

function open({ driver, file }) {
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { backend: process.ppid },
  });
  worker.unref();
  try {
    // Who answers requests goes first.
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not everywhere allowed, and only a courtesy.
  }
  const Database = require(driver);
  database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('query_only = on');
  database.pragma('cache_size = -16000');
}

function answer({ sql, bindings }) {
  const statement = database.prepare(sql).raw(true);
  const columns = statement.columns().map(({ name }) => name);
  let rows = [];
  let bytes = 0;
  for (const row of statement.iterate(bindings)) {
    rows.push(row);
    bytes += sizeOf(row);
    if (bytes > MESSAGE_BYTES || rows.length === MESSAGE_ROWS) {
      process.send({ columns, rows, isLast: false });
      rows = [];
      bytes = 0;
    }
  }
  process.send({ columns, rows, isLast: true });
}

function sizeOf(row) {
  return row.reduce((sum, value) => sum + (value?.length ?? 8), 0);
}
