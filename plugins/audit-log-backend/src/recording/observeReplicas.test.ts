import {
  MeterProvider,
  ObservableCallback,
  ObservableResult,
  metrics,
} from '@opentelemetry/api';
import { observeReplicas } from './observeReplicas';
import { ReplicasSummary } from './Replicas';

describe('observeReplicas', () => {
  afterEach(() => metrics.disable());

  it('counts those that run, while the database can tell', async () => {
    const callbacks = new Map<ObservableCallback, string>();
    metrics.disable();
    metrics.setGlobalMeterProvider({
      getMeter: () => ({
        createObservableGauge: (name: string) => ({
          addCallback: (callback: ObservableCallback) =>
            callbacks.set(callback, name),
          removeCallback: (callback: ObservableCallback) =>
            callbacks.delete(callback),
        }),
      }),
    } as unknown as MeterProvider);
    const observed: [string, number][] = [];
    const collect = async () => {
      for (const [callback, name] of callbacks) {
        await callback({
          observe: (value: number) => observed.push([name, value]),
        } as unknown as ObservableResult);
      }
    };
    let isAway = false;
    const stop = observeReplicas({
      summary: async (): Promise<ReplicasSummary> => {
        if (isAway) {
          throw new Error('away');
        }
        return { instances: ['a', 'b'], problems: [], quarantined: 0 };
      },
    });
    await collect();
    isAway = true;
    await collect();
    stop();
    await collect();
    expect(observed).toEqual([['audit_log.replicas', 2]]);
    expect(callbacks.size).toBe(0);
  });
});
