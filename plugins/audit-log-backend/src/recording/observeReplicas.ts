import { ObservableResult, metrics } from '@opentelemetry/api';
import { Replicas } from './Replicas';

const METER = 'backstage-plugin-audit-log';

/**
 * Publishes how many processes record, with the OpenTelemetry API. The database
 * is asked only where an SDK collects it.
 *
 * @returns stops it
 */
export function observeReplicas(
  replicas: Pick<Replicas, 'summary'>,
): () => void {
  const gauge = metrics
    .getMeter(METER)
    .createObservableGauge('audit_log.replicas', {
      description: 'Processes that record at present',
    });
  const observe = async (result: ObservableResult) => {
    try {
      result.observe((await replicas.summary()).instances.length);
    } catch {
      // While the database is away nobody knows of the others.
    }
  };
  gauge.addCallback(observe);
  return () => gauge.removeCallback(observe);
}
