import { setTimeout as delay } from 'node:timers/promises';

const between = (least, most) => least + Math.random() * (most - least);

/** Any backend that has a process, ready or still starting. */
function anyBackend({ backends }) {
  const alive = backends.filter(backend => backend.pid !== undefined);
  return alive[Math.floor(Math.random() * alive.length)];
}

function anyReady({ backends }, matches = () => true) {
  const ready = backends.filter(backend => backend.isReady && matches(backend));
  return ready[Math.floor(Math.random() * ready.length)];
}

/**
 * Every fault: its share, and what it does. `inject` resolves when the fault
 * has happened, and returns false where it could not; what heals it later runs
 * by itself and is handed to `healing`.
 */
export const faults = [
  {
    name: 'SIGKILL a backend',
    share: 30,
    inject: async portal => {
      const backend = anyReady(portal);
      backend?.signal('SIGKILL');
      return backend !== undefined;
    },
  },
  {
    name: 'SIGKILL a backend, whatever it is doing',
    share: 6,
    inject: async portal => anyBackend(portal)?.signal('SIGKILL'),
  },
  {
    name: 'SIGKILL a backend after a while of work',
    share: 0,
    inject: async portal => {
      const backend = anyReady(portal, ({ isDoomed }) => !isDoomed);
      backend?.doom(Math.floor(between(1, 60)));
      return backend !== undefined;
    },
  },
  {
    name: 'shut a backend down gracefully',
    share: 6,
    inject: async portal => {
      const backend = anyReady(portal);
      backend?.signal('SIGTERM');
      return backend !== undefined;
    },
  },
  {
    name: 'freeze a backend',
    share: 6,
    inject: async portal => {
      const backend = anyReady(portal);
      backend?.signal('SIGSTOP');
      portal.healing(
        delay(between(100, 1_500)).then(() => backend?.signal('SIGCONT')),
      );
      return backend !== undefined;
    },
  },
  {
    name: 'SIGKILL PostgreSQL',
    share: 5,
    inject: async ({ database, healing }) => healing(database.kill()),
  },
  {
    name: 'stop and start PostgreSQL',
    share: 4,
    inject: async ({ database, healing }) => healing(database.stopAndStart()),
  },
  {
    name: 'break every database connection',
    share: 14,
    inject: async ({ databaseProxy }) => databaseProxy.cut(),
  },
  {
    name: 'let database connections hang',
    share: 8,
    inject: async ({ databaseProxy, healing }) => {
      databaseProxy.hang(true);
      healing(delay(between(100, 2_500)).then(() => databaseProxy.hang(false)));
    },
  },
  {
    name: 'refuse database connections',
    share: 5,
    inject: async ({ databaseProxy, healing }) => {
      databaseProxy.refuse(true);
      healing(
        delay(between(100, 2_000)).then(() => databaseProxy.refuse(false)),
      );
    },
  },
  {
    name: 'drop the network between split backends',
    share: 10,
    inject: async ({ splitProxy, healing }) => {
      splitProxy.refuse(true);
      healing(delay(between(100, 2_000)).then(() => splitProxy.refuse(false)));
    },
  },
  {
    name: 'fill the disk of a journal',
    share: 8,
    inject: async portal => {
      const backend = anyReady(portal);
      if (!backend?.limitFiles(1)) {
        return false;
      }
      portal.healing(
        delay(between(100, 1_500)).then(() => backend.limitFiles('unlimited')),
      );
      return true;
    },
  },
  {
    name: 'start or stop a third replica',
    share: 3,
    inject: async portal => portal.toggleThirdReplica(),
  },
];

/**
 * One fault by chance, by their shares.
 *
 * @param shares - by name, where they differ; faults that are not named don't
 * happen then
 */
export function anyFault(shares) {
  const shareOf = fault => (shares ? shares[fault.name] ?? 0 : fault.share);
  const total = faults.reduce((sum, fault) => sum + shareOf(fault), 0);
  let at = Math.random() * total;
  return faults.find(fault => {
    at -= shareOf(fault);
    return at < 0;
  });
}
