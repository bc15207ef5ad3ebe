import { NoteVerifier } from '../integrity';
import { Findings } from './Findings';
import { SignedCheckpoint, SignedList } from './openNotes';

/**
 * Takes what the log of the published checkpoints signed: the reader may have
 * given keys of several logs, and none of them may speak for another one.
 */
export function ofTheLog(options: {
  signed: SignedCheckpoint[];
  lists: SignedList[];
  findings: Findings;
}): {
  lists: SignedList[];
  isOfLog: (signedBy: NoteVerifier[]) => boolean;
} {
  const { signed, lists, findings } = options;
  const origins = new Map(
    signed
      .filter(({ from }) => from === 'published')
      .map(({ origin, file }) => [origin, file]),
  );
  if (origins.size > 1) {
    const [[first], [origin, file]] = origins;
    findings.addUnchecked(
      file,
      `It is of ${origin}, and others are of ${first}: give the keys of one log, where it was not renamed`,
      'unsigned',
    );
  }
  const isOf = (origin: string) => origins.size === 0 || origins.has(origin);
  return {
    lists: lists.filter(({ file, list }) => {
      if (!isOf(list.origin)) {
        findings.addUnchecked(
          file,
          `It is of ${list.origin}, of which no checkpoint is published here`,
          'unlisted',
        );
      }
      return isOf(list.origin);
    }),
    isOfLog: signedBy => signedBy.some(({ name }) => isOf(name)),
  };
}
