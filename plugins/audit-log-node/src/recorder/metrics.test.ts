import {
  BatchObservableCallback,
  MeterProvider,
  Observable,
  metrics,
} from '@opentelemetry/api';
import { RecorderStatus } from 'backstage-plugin-audit-log-common';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { observeRecorder } from './metrics';
import { recorderOptions } from './recorderOptions';

/** Stands for an SDK: collects what is observed when it is asked to. */
function createCollector() {
  const names = new Map<object, string>();
  const callbacks = new Set<BatchObservableCallback>();
  const make = (name: string) => {
    const instrument = {};
    names.set(instrument, name);
    return instrument;
  };
  metrics.disable();
  metrics.setGlobalMeterProvider({
    getMeter: () => ({
      createObservableCounter: make,
      createObservableGauge: make,
      addBatchObservableCallback: (callback: BatchObservableCallback) =>
        callbacks.add(callback),
      removeBatchObservableCallback: (callback: BatchObservableCallback) =>
        callbacks.delete(callback),
    }),
  } as unknown as MeterProvider);
  return () => {
    const observed: Record<string, number> = {};
    for (const callback of callbacks) {
      callback({
        observe: (instrument: Observable, value: number) => {
          observed[names.get(instrument)!] = value;
        },
      });
    }
    return observed;
  };
}

const figures: Partial<RecorderStatus> = {
  appended: 1,
  dropped: 2,
  notDurable: 3,
  queued: 4,
  quarantined: 5,
  openOperations: 6,
  journal: { folder: '', usable: true, bytes: 7, maxBytes: 99, spilled: 98 },
  appendLatencyMs: { p50: 8, p99: 97, max: 96 },
  lagMs: { p50: 9, p99: 95, max: 94 },
  problems: ['x'],
};

describe('observeRecorder', () => {
  afterEach(() => metrics.disable());

  it('publishes every figure until it is stopped', () => {
    const collect = createCollector();
    const recorder = DefaultAuditLogRecorder.create(recorderOptions());
    const before = recorder.status();
    jest.spyOn(recorder, 'status').mockReturnValue({ ...before, ...figures });
    const stop = observeRecorder(recorder);
    expect(collect()).toEqual({
      'audit_log.events.appended': 1,
      'audit_log.events.dropped': 2,
      'audit_log.events.not_durable': 3,
      'audit_log.events.queued': 4,
      'audit_log.events.quarantined': 5,
      'audit_log.operations.open': 6,
      'audit_log.journal.bytes': 7,
      'audit_log.append.latency': 8,
      'audit_log.lag': 9,
      'audit_log.impaired': 1,
    });
    stop();
    expect(collect()).toEqual({});
  });

  it('publishes nothing for what was not measured yet', () => {
    const collect = createCollector();
    const recorder = DefaultAuditLogRecorder.create(recorderOptions());
    const stop = observeRecorder(recorder);
    const observed = collect();
    expect(observed).toMatchObject({ 'audit_log.impaired': 0 });
    expect(observed).not.toHaveProperty(['audit_log.lag']);
    expect(observed).not.toHaveProperty(['audit_log.journal.bytes']);
    stop();
  });
});
