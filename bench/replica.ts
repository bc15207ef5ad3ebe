import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { recorderOptions } from '../plugins/audit-log-node/src/recorder/recorderOptions';
import { DefaultAuditLogRecorder } from '../plugins/audit-log-node/src/recorder/DefaultAuditLogRecorder';
import { openPostgres } from './databases';
import { makeEvents } from './events';

/** One replica of `benchReplicas`: a recorder of its own on a shared database. */
async function main([name, count]: string[]) {
  const { knex, close } = await openPostgres(name);
  const store = await DatabaseEventStore.create({ knex });
  const events = [
    ...makeEvents({
      count: Number(count),
      days: 1,
      end: Date.now(),
      seed: process.pid,
    }),
  ];
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({
      memory: { maxEvents: events.length, maxSize: Infinity },
      batch: {
        maxBatchEvents: 1_000,
        maxBatchSize: Infinity,
        lingerMs: 1,
        appendTimeoutMs: 60_000,
      },
      isVolatile: true,
    }),
  );
  recorder.attach(store);
  process.once('message', async () => {
    recorder.learn({ recording: 'on' });
    events.forEach(event => void recorder.record(event, 'journal'));
    await recorder.flush();
    process.send!('done');
  });
  process.once('disconnect', async () => {
    recorder.close();
    await close();
    process.exit();
  });
  process.send!('ready');
}

void main(process.argv.slice(2));
