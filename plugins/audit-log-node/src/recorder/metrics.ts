import { RecorderStatus } from 'backstage-plugin-audit-log-common';
import { Attributes, BatchObservableResult, metrics } from '@opentelemetry/api';
import { AuditLogRecorder } from './types';

const METER = 'backstage-plugin-audit-log';

interface Measure {
  name: string;
  description: string;
  unit?: string;
  read(status: RecorderStatus): number | null | undefined;
}

const counters: Measure[] = [
  {
    name: 'audit_log.events.appended',
    description: 'Events that this process appended to the log',
    read: status => status.appended,
  },
  {
    name: 'audit_log.events.dropped',
    description: 'Events given up for want of room',
    read: status => status.dropped,
  },
  {
    name: 'audit_log.events.not_durable',
    description: 'Calls that went on although nothing durable took their event',
    read: status => status.notDurable,
  },
];

const gauges: Measure[] = [
  {
    name: 'audit_log.events.queued',
    description: 'Events taken and not yet appended',
    read: status => status.queued,
  },
  {
    name: 'audit_log.events.quarantined',
    description: 'Events that the log refuses, put aside',
    read: status => status.quarantined,
  },
  {
    name: 'audit_log.operations.open',
    description: 'Operations begun and not ended',
    read: status => status.openOperations,
  },
  {
    name: 'audit_log.journal.bytes',
    description: 'Size of the local journal',
    unit: 'By',
    read: status => status.journal?.bytes,
  },
  {
    name: 'audit_log.append.latency',
    description: 'Median duration of the latest appends',
    unit: 'ms',
    read: status => status.appendLatencyMs?.p50,
  },
  {
    name: 'audit_log.lag',
    description: 'Median time from an event being taken to its being readable',
    unit: 'ms',
    read: status => status.lagMs?.p50,
  },
  {
    name: 'audit_log.impaired',
    description: '1 while the recorder has a problem, else 0',
    read: status => (status.problems.length > 0 ? 1 : 0),
  },
];

/**
 * Publishes the figures of the recorder with the OpenTelemetry API, as the
 * rest of Backstage does. Costs nothing where no SDK is set up.
 *
 * @returns stops it
 */
export function observeRecorder(recorder: AuditLogRecorder): () => void {
  const meter = metrics.getMeter(METER);
  const measures = [
    ...counters.map(measure => ({
      measure,
      instrument: meter.createObservableCounter(measure.name, {
        description: measure.description,
      }),
    })),
    ...gauges.map(measure => ({
      measure,
      instrument: meter.createObservableGauge(measure.name, {
        description: measure.description,
        unit: measure.unit,
      }),
    })),
  ];
  const observe = (result: BatchObservableResult<Attributes>) => {
    const status = recorder.status();
    for (const { measure, instrument } of measures) {
      const value = measure.read(status);
      if (typeof value === 'number') {
        result.observe(instrument, value);
      }
    }
  };
  const instruments = measures.map(({ instrument }) => instrument);
  meter.addBatchObservableCallback(observe, instruments);
  return () => meter.removeBatchObservableCallback(observe, instruments);
}
