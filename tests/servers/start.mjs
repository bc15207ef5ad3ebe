/**
 * Starts one of the storage servers that tests use, prints what a client needs
 * to know as one line of JSON, and stops it when standard input ends.
 *
 *   node tests/servers/start.mjs s3|azure|gcs [--check]
 *
 * Exits with code 3 where something that it needs is not installed. With
 * `--check` it only looks.
 */
const kinds = ['s3', 'azure', 'gcs'];
const kind = process.argv[2];
if (!kinds.includes(kind)) {
  console.error(`Expected one of ${kinds.join(', ')}, not '${kind}'`);
  process.exit(2);
}

const server = await import(`./${kind}.mjs`);
const absent = server.missing();
if (absent) {
  console.error(absent);
  process.exit(3);
}

if (process.argv[3] === '--check') {
  process.exit(0);
}

const { stop, ...facts } = await server.start();
process.stdout.write(`${JSON.stringify(facts)}\n`);

let stopping = false;
async function end() {
  if (!stopping) {
    stopping = true;
    await stop();
    process.exit(0);
  }
}
process.stdin.on('end', end).resume();
process.on('SIGTERM', end);
process.on('SIGINT', end);
