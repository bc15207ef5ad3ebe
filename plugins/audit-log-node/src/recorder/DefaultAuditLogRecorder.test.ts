import { MemoryEventSink } from '../tests/MemoryEventSink';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { defaultBatchOptions, defaultMemoryLimits } from './options';
import { v7 } from 'uuid';

it('x', async () => {
  const sink = new MemoryEventSink();
  const r = DefaultAuditLogRecorder.create({
    instance: 'a',
    memory: defaultMemoryLimits,
    batch: defaultBatchOptions,
    durabilityOf: event => (event.severity === 'low' ? 'journal' : 'commit'),
    strictTimeoutMs: 5_000,
    patienceMs: 10_000,
    now: Date.now,
    random: Math.random,
  });
  r.attach(sink);
  r.setRecording('on');
  const e: any = { id: v7(), severity: 'low', outcome: 'succeeded' };
  await r.record(e);
  expect(sink.events).toEqual([e]);
  await r.flush();
});
