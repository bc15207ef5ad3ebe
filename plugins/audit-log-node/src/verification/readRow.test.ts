import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { groupKeys, leafOfEvent } from '../integrity';
import { ExportedLog } from './__testUtils__/ExportedLog';
import { readRow } from './readRow';

describe.each([1, 2])('a row whose leaf has version %d', version => {
  let log: ExportedLog;
  let row: ExportedEvent;
  let line: string;

  beforeEach(async () => {
    log = await ExportedLog.create();
    log.append(1, version);
    row = log.events[0];
    line = JSON.stringify(row);
  });
  afterEach(() => log.remove());

  /** The row with some groups erased, as the log writes it. */
  function erased(...groups: (keyof ExportedEvent)[]) {
    const { proof, ...event } = row;
    const { commitments } = JSON.parse(leafOfEvent(event, proof));
    const keys = groupKeys(event, proof);
    const nulls = Object.fromEntries(groups.map(group => [group, null]));
    return {
      ...event,
      ...nulls,
      erased: groups as string[],
      proof: {
        keys: Object.fromEntries(
          Object.entries(keys).filter(
            ([group]) => !(groups as string[]).includes(group),
          ),
        ),
        commitments: Object.fromEntries(
          groups.map(group => [group, commitments[group]]),
        ),
      },
    };
  }

  it('is read as it stands', () => {
    expect(readRow(line)).toEqual({ status: 'read', row });
  });

  it('is read with whatever members its groups have', () => {
    const more = line.replace(
      '"client":{',
      '"client":{"__proto__":{"a":[null]},"agent":true,',
    );
    expect(readRow(more)).toEqual({ status: 'read', row: JSON.parse(more) });
  });

  it('is read where groups of it are erased', () => {
    const text = JSON.stringify(erased('actor', 'meta'));
    expect(readRow(text)).toMatchObject({ status: 'read' });
  });

  it.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['no JSON', text => text.slice(1)],
    ['null', () => 'null'],
    ['a list', text => `[${text}]`],
    ['a text', text => JSON.stringify(text)],
    ['in blanks', text => ` ${text}`],
    ['ended by a carriage return', text => `${text}\r`],
    ['with a byte order mark', text => `\ufeff${text}`],
    ['with blanks inside', text => text.replace(',', ', ')],
    ['with a member twice', text => text.replace('{', '{"outcome":"failed",')],
    [
      'with a member of a group twice',
      text => text.replace('"actor":{', '"actor":{"ref":"user:default/x",'),
    ],
    ['with another escape', text => text.replace('"plugin"', '"\\u0070lugin"')],
    [
      'with another form of a number',
      text => text.replace(/"durationMs":(\d+)/, '"durationMs":$1.0'),
    ],
    ['with a number', text => text.replace(/"sequence":"1"/, '"sequence":1')],
    [
      'with a zero before',
      text => text.replace('"sequence":"1"', '"sequence":"01"'),
    ],
    [
      'with an unknown member',
      text => text.replace('{', '{"approvedBy":"user:default/x",'),
    ],
    [
      'with an object for a fact',
      text => text.replace(/"plugin":"[^"]*"/, '"plugin":{}'),
    ],
    [
      'with a text for a group',
      text => text.replace('"error":null', '"error":"x"'),
    ],
    [
      'with erased groups, and a salt',
      text => text.replace('{', '{"erased":["error"],'),
    ],
    ['with a longer salt', text => text.replace('"salt":"', '"salt":"00')],
    ['with more in its proof', text => text.replace('"salt"', '"x":1,"salt"')],
    [
      'of version 0',
      text =>
        text.replace('{', '{"leafVersion":0,').replace(/,"leafV[^,]*/, ''),
    ],
    [
      'of version one and a half',
      text =>
        text
          .replace(/"leafVersion":2,/, '')
          .replace('{', '{"leafVersion":1.5,'),
    ],
  ])('is none where it is %s', (_, change) => {
    const changed = change(line);
    expect(changed).not.toBe(line);
    expect(readRow(changed)).toMatchObject({ status: 'malformed' });
  });

  it('is none without any of its members', () => {
    const members = Object.keys(row).filter(name => name !== 'leafVersion');
    for (const member of members) {
      const rest = { ...row, [member]: undefined };
      expect([member, readRow(JSON.stringify(rest)).status]).toEqual([
        member,
        'malformed',
      ]);
    }
  });

  it.each<[string, (given: ReturnType<typeof erased>) => void]>([
    ['still there', given => Object.assign(given, { actor: row.actor })],
    ['not named', given => given.erased.pop()],
    ['named, and not erased', given => given.erased.push('error')],
    ['named twice', given => given.erased.push('actor')],
    ['without a commitment', given => (given.proof.commitments = {})],
    [
      'with another commitment, too',
      given => (given.proof.commitments.error = '0'.repeat(64)),
    ],
    ['with its key', given => (given.proof.keys.actor = '0'.repeat(64))],
    ['and a key is missing', given => (given.proof.keys = {})],
  ])('is none where an erased group is %s', (_, change) => {
    const given = erased('actor');
    change(given);
    expect(readRow(JSON.stringify(given))).toMatchObject({
      status: 'malformed',
    });
  });
});

describe('a row', () => {
  it('whose leaf is newer is not looked at', () => {
    expect(readRow('{"leafVersion":3,"anything":{"else":1}}')).toEqual({
      status: 'newer',
      leafVersion: 3,
    });
  });

  it('of version 1 has nothing that its version did not have', async () => {
    const log = await ExportedLog.create();
    log.append(1, 1);
    for (const more of [
      { deliveredBy: 'plugin:catalog' },
      { appendedAt: '2026-11-22T10:30:00.000Z' },
      { leafVersion: 1 },
      { durationMs: '1' },
      { recordedAt: 'yesterday' },
    ]) {
      const text = JSON.stringify({ ...log.events[0], ...more });
      expect(readRow(text)).toMatchObject({ status: 'malformed' });
    }
    await log.remove();
  });
});
