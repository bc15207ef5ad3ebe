import { Archive } from '../Archive';
import { Tampering, every, manifest } from './tools';

export const onManifests: Tampering[] = (
  [
    [
      'query',
      json => {
        json.query = 'severity>=low';
      },
    ],
    [
      'coverage',
      json => {
        json.coverage = json.coverage === 'window' ? 'full' : 'window';
      },
    ],
    [
      'name of the schedule',
      json => {
        json.schedule.name = 'Daily';
      },
    ],
    [
      'id of the schedule',
      json => {
        json.schedule.id = '01930000-0000-7000-8000-000000000009';
      },
    ],
    [
      'id of the run',
      json => {
        json.run.id = '01930000-0000-7000-8000-000000000009';
      },
    ],
    [
      'number of the run',
      json => {
        json.run.number += 10;
      },
    ],
    [
      'beginning',
      json => {
        json.fromSequence = String(Number(json.fromSequence) + 1);
      },
    ],
    [
      'end',
      json => {
        json.toSequence = String(Number(json.toSequence) - 1);
      },
    ],
    [
      'end, farther',
      json => {
        json.toSequence = String(Number(json.toSequence) + 1);
      },
    ],
    [
      'first sequence',
      json => {
        json.firstSequence = null;
      },
    ],
    [
      'last sequence',
      json => {
        json.lastSequence = null;
      },
    ],
    [
      'count of rows',
      json => {
        json.rows += 1;
      },
    ],
    [
      'count of rows, one',
      json => {
        json.rows = 1;
      },
    ],
    [
      'due time',
      json => {
        json.dueAt = '2020-01-01T00:00:00.000Z';
      },
    ],
    [
      'frozen time',
      json => {
        json.frozenAt = '2020-01-01T00:00:00.000Z';
      },
    ],
    [
      'destination',
      json => {
        json.object.destination = 's3://other/x.jsonl';
      },
    ],
    [
      'length',
      json => {
        json.object.bytes += 1;
      },
    ],
    [
      'hash',
      json => {
        json.object.sha256 = 'a'.repeat(64);
      },
    ],
    [
      'format',
      json => {
        json.object.format = 'avro';
      },
    ],
    [
      'version of the format',
      json => {
        json.object.formatVersion = 99;
      },
    ],
    [
      'compression',
      json => {
        json.object.compression = 'brotli';
      },
    ],
    [
      'destination of the one before',
      json => {
        json.previous = {
          destination: 's3://other/_x.manifest.json',
          sha256: json.previous?.sha256 ?? 'a'.repeat(64),
        };
      },
    ],
    [
      'hash of the one before',
      json => {
        json.previous = {
          destination: 's3://bucket/x',
          sha256: 'b'.repeat(64),
        };
      },
    ],
    [
      'checkpoint, none',
      json => {
        json.checkpoint = null;
      },
    ],
    [
      'checkpoint, an earlier one',
      (json, a) => {
        json.checkpoint = a.text(a.named(/\.checkpoint$/)[0]);
        json.toSequence = '9';
      },
    ],
    [
      'checkpoint, of somebody else',
      json => {
        json.checkpoint = json.checkpoint.replace(/\n\d+\n/, '\n4\n');
      },
    ],
    [
      'version',
      json => {
        json.version = 3;
      },
    ],
    [
      'version, earlier',
      json => {
        json.version = 1;
        delete json.signature;
        delete json.columns;
        json.query = 'severity>=low';
      },
    ],
    [
      'signature',
      json => {
        json.signature = json.signature?.replace(/.{9}\n$/, 'AAAAAAA=\n');
        json.rows += 0;
        json.dueAt = '2020-01-01T00:00:00.000Z';
      },
    ],
    [
      'columns',
      json => {
        json.columns = ['id'];
      },
    ],
    [
      'members, one more',
      json => {
        json.note = 'x';
      },
    ],
  ] as [string, (json: any, archive: Archive) => void][]
).map(([name, change]) => ({
  ...{ name: `the manifest says otherwise: ${name}`, change: manifest(change) },
  ...{ on: every, refits: true },
}));
