import { leafMembers } from 'backstage-plugin-audit-log-common';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hashLeaf } from './leaf';
import { leafOfEvent } from './leafOfEvent';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/integrity.md'),
  'utf8',
);

/** The blocks of code in the example of the page. */
const example = page.slice(page.indexOf('### An event and its leaf'));
const blocks = [...example.matchAll(/^```\w*\n(.*?)\n```$/gms)].map(
  ([, text]) => text,
);

const sha256 = (...parts: (string | Buffer)[]) =>
  parts
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest();

describe('docs/integrity.md', () => {
  it('has an example that is as the page says', () => {
    const [row, targetKey, targetCommitment, leaf] = blocks;
    const { proof, leafHash, ...event } = JSON.parse(row);
    const salt = Buffer.from(proof.salt, 'hex');
    const commitments: Record<string, string> = {};
    for (const group of [
      'actor',
      'client',
      'target',
      'request',
      'meta',
      'error',
    ]) {
      if (event[group] !== null) {
        const key = sha256(salt, group);
        const text = canonicalize(event[group])!;
        commitments[group] = sha256(key, text).toString('hex');
      }
      delete event[group];
    }
    const { leafVersion: v, ...facts } = event;
    const text = canonicalize({ ...facts, commitments, v })!;
    expect(JSON.parse(leaf)).toEqual(JSON.parse(text));
    expect(sha256('\0', text).toString('hex')).toBe(leafHash);
    expect(targetKey).toBe(sha256(salt, 'target').toString('hex'));
    expect(targetCommitment).toBe(commitments.target);
    expect(example).toContain(
      `\`${canonicalize(JSON.parse(row).target)}\`, its commitment`,
    );
  });

  it('has an example that this software reads alike', () => {
    const { proof, ...event } = JSON.parse(blocks[0]);
    const text = leafOfEvent(event, proof);
    expect(JSON.parse(text)).toEqual(JSON.parse(blocks[3]));
    expect(hashLeaf(text).toString('hex')).toBe(event.leafHash);
  });

  it('names the members of each version', () => {
    const table = /^\| Member[^]*?\n\n/m.exec(page)![0];
    const named = (column: number) =>
      table
        .split('\n')
        .map(line => line.split('|').map(cell => cell.trim()))
        .filter(cells => cells[column] === 'yes')
        .flatMap(([, members]) => members.match(/(?<=`)\w+(?=`)/g))
        .filter(member => member !== 'commitments')
        .sort();
    expect(named(2)).toEqual([...leafMembers(1)!]);
    expect(named(3)).toEqual([...leafMembers(2)!]);
  });
});
