import { VerificationReport, VerifiedSchedule } from './types';

/** The report for a person at a terminal. */
export function reportText(report: VerificationReport): string {
  const { findings, unchecked, notes } = report;
  return [
    ...findings.map(
      ({ kind, file, message }) =>
        `BROKEN ${kind.padEnd(9)} ${printable(file)}: ${printable(message)}`,
    ),
    ...unchecked.map(
      ({ file, message, allow }) =>
        `COULD NOT CHECK  ${printable(file)}: ${printable(message)}${
          allow ? ` (--allow-${allow})` : ''
        }`,
    ),
    ...notes.map(note => `NOTE   ${printable(note)}`),
    ...report.schedules.map(scheduleLine),
    `${report.checkpoints} checkpoints, ${report.leaves} leaves, ${report.manifests} manifests, ${report.objects} objects.`,
    `${report.signedManifests} manifests are as the log signed them; ${report.comparedObjects} objects are only what an unsigned manifest says.`,
    `${report.rows} rows are what their leaf hashes say: ${report.provenRows} of them are in a tree that the log signed, ${report.signedRows} in objects that it signed, ${report.ownRows} only fit their own hash. ${report.leavesWithoutRows} leaves of the tree have no row here.`,
    verdict(report),
    '',
  ].join('\n');
}

function scheduleLine(schedule: VerifiedSchedule): string {
  const { name, queries, manifests, signedManifests, listedAt } = schedule;
  const claims = queries.map(query =>
    query.trim() === '' ? 'everything' : `'${query}'`,
  );
  return printable(
    `SCHEDULE '${name}': events ${schedule.fromSequence} to ${
      schedule.toSequence
    }, of ${claims.join(' and ')}; ${signedManifests} of ${counted(
      manifests,
      'manifest',
    )} signed, ${
      listedAt === null ? 'in no signed list' : `listed at ${listedAt}`
    }.`,
  );
}

function verdict(report: VerificationReport): string {
  const { outcome, findings, unchecked, schedules } = report;
  switch (outcome) {
    case 'broken':
      return `Broken: ${counted(findings.length, 'finding')}.`;
    case 'unchecked':
      return `Could not check all of it: ${counted(
        unchecked.length,
        'part',
      )} left, nothing else is wrong.`;
    default: {
      const [listedAt] = schedules
        .flatMap(each => each.listedAt ?? [])
        .sort()
        .reverse();
      return listedAt
        ? `Sound. The newest signed list is of ${listedAt}: it says where exports end, later ones are in none yet.`
        : 'Sound.';
    }
  }
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** Files are named by whoever can write to the storage: no control codes. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}
