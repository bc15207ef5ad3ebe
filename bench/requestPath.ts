import { WinstonRootAuditorService } from '@backstage/backend-defaults/auditor';
import { AuditorService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  setTimeout as delay,
  setImmediate as nextTurn,
} from 'node:timers/promises';
import { transports } from 'winston';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { auth, httpAuth, operation, ourAuditor, plugin } from './auditors';
import { createPostgres } from './databases';
import { median, quantile } from './measure';

type Severity = 'low' | 'medium';

/** What one operation costs. */
interface Cost {
  /** Microseconds of CPU of the whole process. */
  cpuUs: number;
  /** Microseconds that the calls of one operation take, one at a time. */
  p50Us: number;
  p99Us: number;
}

/** Operations under way at once, as many requests are. */
const CONCURRENCY = 20;

/**
 * @param settle - resolves when what the operations caused is done: it is part
 * of their cost, though not of their duration
 */
async function measure(options: {
  auditor: AuditorService;
  severity: Severity;
  operations: number;
  settle: () => Promise<unknown>;
}): Promise<Cost> {
  const { auditor, operations, settle } = options;
  const created = operation(options.severity);
  const times: number[] = [];
  let left = operations;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const startedAt = performance.now();
      const event = await auditor.createEvent(created);
      await event.success();
      times.push((performance.now() - startedAt) * 1000);
      // Requests come in turns of their own.
      await nextTurn();
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await settle();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuUs: (user + system) / operations,
    p50Us: quantile(times, 0.5),
    p99Us: quantile(times, 0.99),
  };
}

function standardAuditor(folder: string) {
  const filename = join(folder, 'audit.log');
  rmSync(filename, { force: true });
  const auditor = WinstonRootAuditorService.create({
    transports: [new transports.File({ filename })],
  }).forPlugin({
    auth,
    httpAuth,
    plugin,
    config: new ConfigReader({
      backend: { auditor: { severityLogLevelMappings: { low: 'info' } } },
    }),
  });
  /** Lines are formatted and written after the call that caused them. */
  const written = async (lines: number) => {
    let size = -1;
    let counted = 0;
    while (counted < lines) {
      await delay(100);
      const now = existsSync(filename) ? statSync(filename).size : 0;
      if (now === size) {
        // Read once it has stopped growing, not while it does.
        counted = readFileSync(filename, 'utf8').split('\n').length - 1;
      }
      size = now;
    }
  };
  return { auditor, written };
}

/**
 * What an audited operation costs the request in which it happens: with
 * Backstage's own auditor that writes JSON lines to a file, and with the audit
 * log, journal included.
 */
export async function benchRequestPath(options: {
  operations: number;
  runs: number;
}): Promise<void> {
  const { operations, runs } = options;
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-bench-'));
  const database = await createPostgres();
  const store = await DatabaseEventStore.create({ knex: database.knex });
  const discarding = {
    append: async (events: RecordedEvent[]) => ({
      appended: events.length,
      duplicates: 0,
      completeTo: { sequence: '0', time: null },
    }),
  };
  const ours = ourAuditor(join(folder, 'journal'));
  ours.recorder.learn({ recording: 'on' });

  const costs: Record<string, Cost[]> = {};
  const note = (name: string, cost: Cost) => (costs[name] ??= []).push(cost);
  for (let run = 0; run <= runs; run += 1) {
    for (const severity of ['low', 'medium'] as const) {
      const standard = standardAuditor(folder);
      const theirs = await measure({
        severity,
        operations,
        auditor: standard.auditor,
        settle: () => standard.written(2 * operations),
      });
      const measureOurs = () =>
        measure({
          severity,
          operations,
          auditor: ours.auditor,
          settle: () => ours.recorder.flush(),
        });
      ours.recorder.attach(discarding);
      const path = await measureOurs();
      ours.recorder.attach(store);
      const whole = await measureOurs();
      // The first run warms up.
      if (run > 0) {
        note(`${severity}: Backstage, JSON lines to a file`, theirs);
        note(`${severity}: audit log, request path and journal`, path);
        note(`${severity}: audit log, appended to PostgreSQL as well`, whole);
      }
    }
  }
  ours.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });

  for (const severity of ['low', 'medium']) {
    const base = median(
      costs[`${severity}: Backstage, JSON lines to a file`].map(
        ({ cpuUs }) => cpuUs,
      ),
    );
    for (const [name, list] of Object.entries(costs)) {
      if (name.startsWith(severity)) {
        const cpu = median(list.map(({ cpuUs }) => cpuUs));
        console.log(
          `${name}: ${cpu.toFixed(1)} µs CPU per operation (${(
            cpu / base
          ).toFixed(2)} of Backstage's), p50 ${median(
            list.map(({ p50Us }) => p50Us),
          ).toFixed(0)} µs, p99 ${median(
            list.map(({ p99Us }) => p99Us),
          ).toFixed(0)} µs with ${CONCURRENCY} at once`,
        );
      }
    }
  }
}
