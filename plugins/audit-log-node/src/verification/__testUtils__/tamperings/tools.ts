import { Archive } from '../Archive';
import { manifestOf } from '../ExportedLog';

/** What somebody does who can write to the storage, and has no key. */
export interface Tampering {
  name: string;
  /** Schedules of which exports are tampered with: those that it works on. */
  on: string[];
  /** Changes files; of the run that is given, the first, middle or newest. */
  change: (archive: Archive, object: string, schedule: string) => void;
  /** Whether it matters which run. */
  eachRun?: boolean;
  /** Whether manifests can be made to fit again. */
  refits?: boolean;
}

export function tampered(
  options: Omit<Tampering, 'name' | 'change'>,
  all: [string, Tampering['change']][],
): Tampering[] {
  return all.map(([name, change]) => ({ name, change, ...options }));
}

export const jsonl = ['Nightly', 'failed', 'all'];
export const rowed = [...jsonl, 'sheet'];
export const every = [...rowed, 'lake'];

export const rows =
  (change: (lines: string[], archive: Archive) => string[]) =>
  (archive: Archive, object: string) => {
    const [head, ...rest] = archive.text(object).split(/(?<=\n)/);
    const isCsv = object.endsWith('.csv');
    const changed = change(isCsv ? rest : [head, ...rest], archive);
    archive.set(object, [...(isCsv ? [head] : []), ...changed].join(''));
  };

export const row = (change: (line: string, archive: Archive) => string) =>
  rows((lines, archive) =>
    lines.map((line, index) => (index === 0 ? change(line, archive) : line)),
  );

export const parsed = (change: (event: any) => any) =>
  row(line => `${JSON.stringify(change(JSON.parse(line)))}\n`);

export const manifest =
  (change: (manifest: any, archive: Archive) => void) =>
  (archive: Archive, object: string) => {
    const json = archive.manifest(object);
    change(json, archive);
    archive.setManifest(object, json);
  };

export const away = (archive: Archive, object: string) => {
  archive.files.delete(object);
  archive.files.delete(manifestOf(object));
};
