import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Archive } from './__testUtils__/Archive';
import { Tampering, tamperings } from './__testUtils__/tamperings';
import { VerificationReport } from './types';
import { verifyExports } from './verifyExports';

jest.setTimeout(120_000);

/** What somebody does afterwards, so that it shows less. */
const covers = {
  'nothing else': () => {},
  'manifests made to fit': (archive, schedule) =>
    archive.refit(schedule, { withoutSignatures: false }),
  'manifests made to fit, without signatures': (archive, schedule) =>
    archive.refit(schedule, { withoutSignatures: true }),
  'that, and `_checkpoints` gone': (archive, schedule) => {
    archive.refit(schedule, { withoutSignatures: true });
    archive.removeAll(/_checkpoints/);
  },
} satisfies Record<string, (archive: Archive, schedule: string) => void>;

type Cover = keyof typeof covers;

const coverNames = Object.keys(covers) as Cover[];

describe('somebody who can write to the storage', () => {
  /** What became of each tampering, by how it was covered. */
  const came = new Map<string, Map<Cover, Set<string>>>();
  const archives = new Map<string, Archive>();
  let attempts = 0;
  beforeAll(async () => {
    for (const schedules of ['one', 'several'] as const) {
      archives.set(schedules, await Archive.create({ version: 2, schedules }));
    }
  });

  const verify = (archive: Archive, keptNote?: string) =>
    verifyExports({
      files: archive,
      verifierKeys: [archive.log.key],
      keptCheckpoints: keptNote ? [{ file: 'kept', note: keptNote }] : [],
    });
  const keptOf = (archive: Archive) => archive.log.checkpoint(10);

  function note(
    tampering: Tampering,
    cover: Cover,
    report: VerificationReport,
  ) {
    const row = came.get(tampering.name) ?? new Map();
    const kinds = row.get(cover) ?? new Set();
    const found = report.findings.map(({ kind }) => kind);
    (found.length > 0 ? found : ['could not check']).forEach(kind =>
      kinds.add(kind),
    );
    came.set(tampering.name, row.set(cover, kinds));
  }

  it.each(['one', 'several'])('has changed nothing in %s', async schedules => {
    const archive = archives.get(schedules)!;
    for (const kept of [undefined, keptOf(archive)]) {
      await expect(verify(archive, kept)).resolves.toMatchObject({
        outcome: 'sound',
        findings: [],
        unchecked: [],
      });
    }
  });

  it.each(tamperings.map(each => [each.name, each] as const))(
    'is not called sound where %s',
    async (_, tampering) => {
      const missed: string[] = [];
      for (const [schedules, archive] of archives) {
        for (const attempt of attemptsAt(tampering, schedules, archive)) {
          const { object, schedule, cover, keepers } = attempt;
          const copy = archive.copy();
          tampering.change(copy, object, schedule);
          covers[cover](copy, schedule);
          if (copy.isAs(archive)) {
            continue;
          }
          for (const kept of keepers) {
            const report = await verify(copy, kept);
            attempts += 1;
            note(tampering, cover, report);
            if (report.outcome === 'sound') {
              missed.push(`${schedules} ${object}, ${cover}`);
            }
          }
        }
      }
      expect(missed).toEqual([]);
    },
  );

  /**
   * Every run and every cover where one schedule is alone, uncovered also with
   * a kept checkpoint; of the others the newest run, among them all.
   */
  function attemptsAt(
    { on, eachRun, refits }: Tampering,
    schedules: string,
    archive: Archive,
  ) {
    const isAlone = schedules === 'one';
    return on
      .filter(schedule => isAlone === (schedule === 'Nightly'))
      .flatMap(schedule => {
        const objects = archive.objects.get(schedule)!;
        const chosen = isAlone && eachRun ? objects : objects.slice(-1);
        const first = coverNames[0];
        const last = coverNames.at(-1)!;
        const refitted = isAlone ? coverNames : [first, last];
        return chosen.flatMap(object =>
          (refits ? refitted : [first]).map(cover => ({
            ...{ object, schedule, cover },
            keepers:
              isAlone && cover === first
                ? [undefined, keptOf(archive)]
                : [undefined],
          })),
        );
      });
  }

  it('was tried in many ways', () => {
    expect(tamperings.length).toBeGreaterThan(80);
    expect(attempts).toBeGreaterThan(800);
  });

  it('puts everything back to an earlier hour, which only a kept checkpoint shows', async () => {
    const copy = archives.get('several')!.copy();
    copy.removeAll(/_checkpoints\/.*15\./);
    copy.removeAll(/-15\./);
    await expect(verify(copy)).resolves.toMatchObject({ outcome: 'sound' });
    const kept = { file: 'kept', note: copy.log.checkpoint(15) };
    await expect(
      verifyExports({
        files: copy,
        verifierKeys: [copy.log.key],
        keptCheckpoints: [{ ...kept, fetchedAt: new Date(0) }],
      }),
    ).resolves.toMatchObject({ outcome: 'broken' });
  });

  // If this fails: UPDATE_DOCS=1 yarn backstage-cli package test tamperings
  it('is answered as docs/verification.md says', () => {
    const path = resolve(__dirname, '../../../../docs/verification.md');
    const page = readFileSync(path, 'utf8');
    const [before, , after] = page.split(/<!-- table:(?:begin|end) -->\n/);
    const expected = [
      before,
      '<!-- table:begin -->\n\n',
      table(came),
      '\n\n<!-- table:end -->\n',
      after,
    ].join('');
    if (process.env.UPDATE_DOCS) {
      writeFileSync(path, expected);
    }
    expect(readFileSync(path, 'utf8')).toBe(expected);
  });
});

function table(came: Map<string, Map<Cover, Set<string>>>): string {
  const head = ['What was done', ...coverNames.map(name => `And ${name}`)];
  const rows = [...came].map(([name, byCover]) => [
    name,
    ...coverNames.map(cover =>
      [...(byCover.get(cover) ?? [])].sort().join(', '),
    ),
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map(cells => cells[at].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  return [
    line(head),
    line(widths.map(width => '-'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
}
