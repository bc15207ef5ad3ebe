import { hash } from 'node:crypto';
import { Archive } from '../Archive';
import { manifestOf } from '../ExportedLog';
import { away, every, manifest, tampered } from './tools';

export const onObjects = tampered({ on: every, eachRun: true, refits: true }, [
  [
    'a bit is flipped',
    (a, o) => {
      const bytes = Buffer.from(a.files.get(o)!);
      bytes[0] ^= 1;
      a.set(o, bytes);
    },
  ],
  ['the object is cut', (a, o) => a.set(o, a.files.get(o)!.subarray(0, -5))],
  ['the object is longer', (a, o) => a.set(o, `${a.text(o)}x`)],
  ['the object is empty', (a, o) => a.set(o, '')],
  [
    'the object is of an earlier run',
    (a, o, s) => {
      const [first, second] = a.objects.get(s)!;
      a.set(o, a.text(o === first ? second : first));
    },
  ],
  [
    'the object is of another schedule',
    (a, o, s) => {
      const other = [...a.objects.keys()].find(each => each !== s) ?? s;
      a.set(o, a.text(a.objects.get(other)![1]).concat(other === s ? 'x' : ''));
    },
  ],
  [
    'bytes that are no text',
    (a, o) => {
      a.set(o, Buffer.concat([a.files.get(o)!, Buffer.of(0xff, 10)]));
    },
  ],
]);

/** With a manifest of the first release, which nobody signed. */
const added =
  (rowsOf: (text: string) => string, range: [number, number]) =>
  (archive: Archive, object: string, schedule: string) => {
    const newest = archive.objects.get(schedule)!.at(-1)!;
    const { signature: _, columns: __, ...json } = archive.manifest(newest);
    const name = object.replace(/[^/]+(\.\w+)$/, '99$1');
    archive.set(name, rowsOf(archive.text(newest)));
    archive.setManifest(name, {
      ...json,
      version: 1,
      run: { ...json.run, number: json.run.number + 1 },
      fromSequence: String(range[0]),
      toSequence: String(range[1]),
      checkpoint: archive.manifest(newest).checkpoint,
      object: { ...json.object, destination: `s3://bucket/${name}` },
      previous: {
        destination: `s3://bucket/${manifestOf(newest)}`,
        sha256: sha256Of(archive.text(manifestOf(newest))),
      },
    });
    archive.refitOne(name);
  };

/** After the newest one that a list names: nothing is wrong but its being. */
export const onAdded = tampered({ on: every }, [
  ['a run is added without a row', added(() => '', [16, 15])],
  ['a run is added with a row too few', added(() => '', [16, 16])],
  ['a run is added with rows of another one', added(text => text, [16, 16])],
]);

export const onRuns = tampered({ on: every, eachRun: true, refits: true }, [
  ['the object is gone', (a, o) => a.files.delete(o)],
  ['the manifest is gone', (a, o) => a.files.delete(manifestOf(o))],
  ['the run is gone', away],
  [
    'the run is gone, and the next one is the first',
    (a, o, s) => {
      away(a, o);
      const next = a.objects.get(s)!.find(each => a.files.has(each))!;
      manifest(json => {
        json.previous = null;
      })(a, next);
    },
  ],
  [
    'all of the schedule is gone',
    (a, _, s) => a.objects.get(s)!.forEach(each => away(a, each)),
  ],
  [
    'the object and its manifest have another name',
    (a, o) => {
      const name = o.replace(/\.(\w+)$/, '-old.$1');
      a.set(name, a.files.get(o)!);
      a.set(manifestOf(name), a.files.get(manifestOf(o))!);
      away(a, o);
    },
  ],
  [
    'the run stands twice',
    (a, o) => {
      const name = o.replace(/\.(\w+)$/, '-2.$1');
      a.set(name, a.files.get(o)!);
      a.set(manifestOf(name), a.files.get(manifestOf(o))!);
    },
  ],
  [
    'a middle run is gone, and the ranges joined',
    (a, _, s) => {
      const [first, second, third] = a.objects.get(s)!;
      const { toSequence } = a.manifest(second);
      away(a, second);
      manifest(json => {
        json.toSequence = toSequence;
      })(a, first);
      manifest(json => {
        json.run.number = 2;
      })(a, third);
    },
  ],
]);

function sha256Of(text: string): string {
  return hash('sha256', text, 'hex');
}
