import { away, tampered } from './tools';

export const onPublications = tampered({ on: ['Nightly'] }, [
  [
    'the newest leaves are gone',
    a => a.files.delete(a.named(/\.leaves$/).at(-1)!),
  ],
  ['the first leaves are gone', a => a.files.delete(a.named(/\.leaves$/)[0])],
  ['all leaves are gone', a => a.removeAll(/\.leaves$/)],
  [
    'a leaf is another one',
    a => {
      const name = a.named(/\.leaves$/)[1];
      const bytes = Buffer.from(a.files.get(name)!);
      bytes[40] ^= 1;
      a.set(name, bytes);
    },
  ],
  [
    'leaves are cut',
    a => {
      const name = a.named(/\.leaves$/)[1];
      a.set(name, a.files.get(name)!.subarray(0, -32));
    },
  ],
  [
    'the newest checkpoint is gone',
    a => a.files.delete(a.named(/\.checkpoint$/).at(-1)!),
  ],
  [
    'the first checkpoint is gone',
    a => a.files.delete(a.named(/\.checkpoint$/)[0]),
  ],
  ['all checkpoints are gone', a => a.removeAll(/\.checkpoint$/)],
  [
    'the newest checkpoint is an earlier one',
    a => {
      const names = a.named(/\.checkpoint$/);
      a.set(names.at(-1)!, a.files.get(names[0])!);
    },
  ],
  [
    'a checkpoint has another size',
    a => {
      const name = a.named(/\.checkpoint$/)[1];
      a.set(name, a.text(name).replace(/\n\d+\n/, '\n4\n'));
    },
  ],
  [
    'the newest list is gone',
    a => a.files.delete(a.named(/\.exports$/).at(-1)!),
  ],
  ['all lists are gone', a => a.removeAll(/\.exports$/)],
  [
    'the newest list is an earlier one',
    a => {
      const names = a.named(/\.exports$/);
      a.set(names.at(-1)!, a.files.get(names[0])!);
    },
  ],
  [
    'a list names fewer schedules',
    a => {
      const name = a.named(/\.exports$/).at(-1)!;
      a.set(name, a.text(name).replace(/"schedules":\[.*\]/, '"schedules":[]'));
    },
  ],
  [
    'the newest list is of another storage, and the newest run is gone',
    (a, object) => {
      const list = a.log.exportList(each => {
        Object.assign(each, { destination: 's3://bucket/b', schedules: [] });
      });
      a.set(a.named(/\.exports$/).at(-1)!, list);
      away(a, object);
    },
  ],
  [
    'the newest run and list are gone, and published elsewhere without lists',
    (a, object) => {
      for (const name of a.named(/\.(leaves|checkpoint)$/)) {
        a.set(name.replace('audit/', 'x/'), a.files.get(name)!);
      }
      a.removeAll(/^audit\/_checkpoints\/.*15\.[a-z]+$/);
      away(a, object);
    },
  ],
  [
    'a list is a checkpoint',
    a => {
      a.set(
        a.named(/\.exports$/).at(-1)!,
        a.files.get(a.named(/\.checkpoint$/).at(-1)!)!,
      );
    },
  ],
  ['all that is published is gone', a => a.removeAll(/_checkpoints/)],
]);
