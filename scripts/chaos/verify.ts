/**
 * Compares what backends said has resolved with what the log holds.
 *
 * `node verify.ts <connection string> <ledger>` prints a JSON report.
 */
import { readFileSync } from 'node:fs';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import {
  canonicalJson,
  commitSalted,
  committedGroups,
  hashLeaf,
  leafText,
} from 'backstage-plugin-audit-log-node';
import knexFactory from 'knex';
import { DatabaseEventStore } from '../../plugins/audit-log-backend/src/store';

interface Expected {
  isRefused: boolean;
  /** Who said it first, and when. */
  said: string;
  ended: Set<string>;
}

const MAX_EXAMPLES = 200;

/** Which outcomes may stand, given what is known to have resolved. */
function allowedOutcomes({ isRefused, ended }: Expected): string[] {
  if (isRefused) {
    return ['failed', 'unknown', 'absent'];
  }
  if (ended.has('failed')) {
    return ['failed'];
  }
  if (ended.has('succeeded')) {
    // A failure that followed may have been on its way when the process died.
    return ['succeeded', 'failed'];
  }
  // Pending where the disk of the journal was full: the begin is in the log,
  // and nobody knows that its process died.
  return ['succeeded', 'failed', 'unknown', 'pending'];
}

function readLedger(path: string): Map<string, Expected> {
  const operations = new Map<string, Expected>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line) {
      const { t, n, outcome, name, at } = JSON.parse(line);
      const known: Expected = operations.get(n) ?? {
        isRefused: false,
        ended: new Set(),
        said: `${name} at ${new Date(at).toISOString()}`,
      };
      known.isRefused ||= t === 'refused';
      if (t === 'ended') {
        known.ended.add(outcome);
      }
      operations.set(n, known);
    }
  }
  return operations;
}

function recomputeLeaf(event: AuditEvent, salt: Buffer): string {
  const commitments = Object.fromEntries(
    committedGroups
      .filter(group => event[group] !== null)
      .map(group => [
        group,
        commitSalted(salt, group, canonicalJson(event[group])),
      ]),
  );
  return hashLeaf(leafText({ ...event, commitments })).toString('hex');
}

async function main([connection, ledgerPath]: string[]) {
  const knex = knexFactory({ client: 'pg', connection });
  const store = await DatabaseEventStore.create({ knex });
  const operations = readLedger(ledgerPath);
  const problems: string[] = [];
  const { sequence } = await store.completeTo();

  const rows: {
    sequence: string;
    salt: Buffer | null;
    leaf_salt: Buffer | null;
    superseded_by: string | null;
  }[] = await knex('audit_log_events').select(
    'sequence',
    'salt',
    'leaf_salt',
    'superseded_by',
  );
  const rowBySequence = new Map(rows.map(row => [String(row.sequence), row]));

  const standing = new Map<string, AuditEvent[]>();
  const ids = new Set<string>();
  let next = 1;
  const scanned = store.scan({
    where: [],
    fromSequence: '1',
    toSequence: sequence,
  });
  for await (const event of scanned) {
    if (event.sequence !== String(next)) {
      problems.push(`sequence ${event.sequence} follows ${next - 1}`);
    }
    next = Number(event.sequence) + 1;
    if (ids.has(event.id)) {
      problems.push(`event ${event.id} is there twice`);
    }
    ids.add(event.id);
    const row = rowBySequence.get(event.sequence)!;
    if (recomputeLeaf(event, (row.salt ?? row.leaf_salt)!) !== event.leafHash) {
      problems.push(`leaf ${event.sequence} is wrong`);
    }
    const n = event.meta?.n;
    if (typeof n === 'string' && row.superseded_by === null) {
      standing.set(n, [...(standing.get(n) ?? []), event]);
    }
  }
  if (next - 1 !== Number(sequence)) {
    problems.push(`the log ends at ${next - 1}, its head says ${sequence}`);
  }

  for (const [n, expected] of operations) {
    const events = standing.get(n) ?? [];
    const outcome = events[0]?.outcome ?? 'absent';
    const allowed = allowedOutcomes(expected);
    if (events.length > 1) {
      problems.push(
        `operation ${n} stands ${events.length} times: ${events.map(
          event => `${event.sequence} ${event.outcome}`,
        )}`,
      );
    } else if (!allowed.includes(outcome)) {
      problems.push(
        `operation ${n} of ${
          expected.said
        } is ${outcome}, expected ${allowed.join(' or ')}`,
      );
    }
  }
  await knex.destroy();
  console.log(
    JSON.stringify({
      operations: operations.size,
      events: Number(sequence),
      unknown: [...standing.values()]
        .flat()
        .filter(({ outcome }) => outcome === 'unknown').length,
      pending: [...standing.values()]
        .flat()
        .filter(({ outcome }) => outcome === 'pending').length,
      problemCount: problems.length,
      problems: problems.slice(0, MAX_EXAMPLES),
    }),
  );
}

main(process.argv.slice(2)).catch(error => {
  console.error(error);
  process.exitCode = 2;
});
