import { LossCount } from './LossCount';

/** What is wrong with a journal, in sentences for the operator. */
export function journalProblems(options: {
  folder: string;
  maxBytes: number;
  /** Epoch milliseconds. */
  now: number;
  /** Why it can't be written to. */
  trouble: string | undefined;
  dropped: LossCount;
  damagedLines: LossCount;
  /** Folders that are of another log. */
  foreign: string[];
}): string[] {
  const { folder, maxBytes, now, trouble, dropped, damagedLines, foreign } =
    options;
  const problems: string[] = [];
  if (trouble) {
    problems.push(
      `The journal in '${folder}' can't be written to, so calls wait for the database instead: ${trouble}`,
    );
  }
  if (dropped.isRecent(now)) {
    problems.push(
      `${dropped.total} events were given up because the journal in '${folder}' had reached its ${maxBytes} bytes`,
    );
  }
  if (damagedLines.isRecent(now)) {
    problems.push(
      `${damagedLines.total} lines of an earlier journal could not be read and are lost`,
    );
  }
  if (foreign.length > 0) {
    problems.push(
      `The journal has events of another audit log, which are not appended to this one; start the portal that they are of with this journal, or remove ${foreign
        .map(path => `'${path}'`)
        .join(', ')}`,
    );
  }
  return problems;
}
