import { groupKeys, hashLeaf, leafOfEvent } from '../../../integrity';
import { jsonl, parsed, row, rowed, rows, tampered } from './tools';

export const onRows = tampered({ on: rowed, eachRun: true, refits: true }, [
  [
    'a value is another one',
    row(line =>
      line
        .replace('succeeded', 'failed_')
        .replace(',failed', ',unknown')
        .replace('"failed"', '"unknown"'),
    ),
  ],
  ['a row is dropped', rows(lines => lines.slice(1))],
  ['the last row is dropped', rows(lines => lines.slice(0, -1))],
  ['a middle row is dropped', rows(lines => lines.filter((_, at) => at !== 1))],
  ['all rows are dropped', rows(() => [])],
  ['a row stands twice', rows(lines => [lines[0], ...lines])],
  ['rows are swapped', rows(([a, b, ...rest]) => [b, a, ...rest])],
  ['rows are in reverse', rows(lines => [...lines].reverse())],
  [
    'the leaf hash is another one',
    row(line => line.replace(/[0-9a-f]{64}/, '0'.repeat(64))),
  ],
  [
    'a row has another sequence',
    row(line => line.replace(/("sequence":"|^)(\d+)/, '$199')),
  ],
]);

export const onJson = tampered({ on: jsonl, refits: true }, [
  [
    'somebody else did it',
    parsed(event => ({
      ...event,
      actor: { ...event.actor, ref: 'user:default/mallory' },
    })),
  ],
  [
    'a member stands twice',
    row(line => `{"severity":"critical",${line.slice(1)}`),
  ],
  ['a member is added', parsed(event => ({ ...event, note: 'approved' }))],
  ['a member is gone', parsed(({ outcome: _, ...event }) => event)],
  ['a group is null', parsed(event => ({ ...event, actor: null }))],
  [
    'who did it is blanked as if erased',
    parsed(event => erased(event, 'actor')),
  ],
  [
    'its target is blanked as if erased',
    parsed(event => erased(event, 'target')),
  ],
  [
    'the duration is another one',
    parsed(event => ({ ...event, durationMs: 7 })),
  ],
  [
    'the time of recording is another one',
    parsed(event => ({ ...event, recordedAt: '2020-01-01T00:00:00.000Z' })),
  ],
  [
    'the start is another one',
    parsed(event => ({ ...event, startedAt: '2020-01-01T00:00:00.000Z' })),
  ],
  [
    'the salt is another one',
    parsed(event => ({ ...event, proof: { salt: '0'.repeat(32) } })),
  ],
  [
    'the leaf version is another one',
    parsed(event => ({
      ...event,
      leafVersion: event.leafVersion === 2 ? 1 : 2,
    })),
  ],
  [
    'the leaf version is newer',
    parsed(event => ({ ...event, leafVersion: 3 })),
  ],
  [
    'a row is made anew with its leaf hash',
    rows(([first, ...rest], { log }) => {
      const { sequence } = JSON.parse(first);
      const other = log.events.find(each => each.sequence !== sequence)!;
      const { proof, leafHash: _, ...event } = { ...other, sequence };
      const leafHash = hashOf(event, proof);
      return [`${JSON.stringify({ ...event, leafHash, proof })}\n`, ...rest];
    }),
  ],
  ['blanks stand between', row(line => line.replace(':', ': '))],
  ['a line ends as in Windows', row(line => line.replace('\n', '\r\n'))],
  ['a byte order mark is put before', row(line => `\ufeff${line}`)],
  [
    'a number is spelled otherwise',
    row(line => line.replace(/"durationMs":(\d+)/, '"durationMs":$1.0')),
  ],
  [
    'a text is escaped otherwise',
    row(line => line.replace('"catalog"', '"c\\u0061talog"')),
  ],
  [
    'a blank line is put between',
    rows(lines => [lines[0], '\n', ...lines.slice(1)]),
  ],
]);

function erased(event: any, group: 'actor' | 'meta' | 'target') {
  const { proof, ...rest } = event;
  const { commitments } = JSON.parse(leafOfEvent(rest, proof));
  const keys = groupKeys(rest, proof);
  delete keys[group];
  return {
    ...{ ...rest, [group]: null, erased: [group] },
    proof: { keys, commitments: { [group]: commitments[group] } },
  };
}

function hashOf(event: any, proof: any): string {
  // Whoever makes a row anew can make its leaf hash, too.
  return hashLeaf(leafOfEvent(event, proof)).toString('hex');
}
