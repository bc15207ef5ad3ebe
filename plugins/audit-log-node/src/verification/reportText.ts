import { VerificationReport } from './types';

/** The report for a person at a terminal. */
export function reportText(report: VerificationReport): string {
  const { findings, unchecked, notes } = report;
  return [
    ...findings.map(
      ({ kind, file, message }) =>
        `BROKEN ${kind.padEnd(9)} ${printable(file)}: ${printable(message)}`,
    ),
    ...unchecked.map(
      ({ file, message }) =>
        `COULD NOT CHECK  ${printable(file)}: ${printable(message)}`,
    ),
    ...notes.map(note => `NOTE   ${printable(note)}`),
    `${report.checkpoints} checkpoints, ${report.leaves} leaves, ${report.manifests} manifests, ${report.objects} objects.`,
    `${report.rows} rows are what their leaf hashes say; ${report.provenRows} of them are in a tree that the log signed.`,
    verdict(report),
    '',
  ].join('\n');
}

function verdict({ outcome, findings, unchecked }: VerificationReport): string {
  switch (outcome) {
    case 'broken':
      return `Broken: ${counted(findings.length, 'finding')}.`;
    case 'unchecked':
      return `Could not check all of it: ${counted(
        unchecked.length,
        'part',
      )} left, nothing else is wrong.`;
    default:
      return 'Sound.';
  }
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** Files are named by whoever can write to the storage: no control codes. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}
