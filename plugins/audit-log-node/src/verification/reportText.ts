import { VerificationReport } from './types';

/** The report for a person at a terminal. */
export function reportText(report: VerificationReport): string {
  const { findings, notes } = report;
  return [
    ...findings.map(
      ({ kind, file, message }) =>
        `BROKEN ${kind.padEnd(9)} ${printable(file)}: ${printable(message)}`,
    ),
    ...notes.map(note => `NOTE   ${printable(note)}`),
    `${report.checkpoints} checkpoints, ${report.leaves} leaves, ${report.manifests} manifests, ${report.objects} objects.`,
    `${report.rows} rows are what their leaf hashes say; ${report.provenRows} of them are in a tree that the log signed.`,
    findings.length === 0 ? 'Sound.' : `Broken: ${findings.length} findings.`,
    '',
  ].join('\n');
}

/** Files are named by whoever can write to the storage: no control codes. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}
