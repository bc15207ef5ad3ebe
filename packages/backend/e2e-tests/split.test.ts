import { expect, test } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PortalSession, enableLogging } from '../src/activity';
import { personas } from '../src/personas';
import { splitOnPostgres, splitOnSqlite } from './databases';
import { TestSplit } from './portal';

interface ReadEvent {
  id: string;
  instance: string;
  outcome: string;
  actor?: { ref?: string };
  target?: { ref?: string };
}

const databases = { SQLite: splitOnSqlite, PostgreSQL: splitOnPostgres };

for (const [database, start] of Object.entries(databases)) {
  test.describe.serial(`a split deployment on ${database}`, () => {
    let split: TestSplit;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      split = await start();
    });

    test.afterAll(() => split?.remove());

    test('has what happens in one backend in the log of the other, once', async () => {
      test.setTimeout(300_000);
      const ada = new PortalSession({ baseUrl: split.url });
      const persona = personas.find(({ username }) => username === 'ada')!;
      expect(await ada.signIn(persona)).toBe(true);
      await enableLogging(ada);

      const register = async (name: string) => {
        const { status } = await ada
          .at(split.deliveringUrl)
          .call('POST', '/api/catalog/locations', {
            body: { type: 'url', target: `https://example.com/${name}.yaml` },
          });
        expect(status).toBe(201);
      };
      const registered = async () => {
        const { status, body } = await ada.call(
          'GET',
          '/api/audit-log/v1/events?q=event:location-mutate&limit=1000',
        );
        expect(status).toBe(200);
        return (body as { items: ReadEvent[] }).items.filter(({ target }) =>
          target?.ref?.startsWith('url:https://example.com/'),
        );
      };
      const targets = async () =>
        (await registered()).map(({ target }) => target?.ref).sort();

      await register('first');
      await expect
        .poll(targets)
        .toEqual(['url:https://example.com/first.yaml']);
      const [first] = await registered();
      expect(first).toMatchObject({
        outcome: 'succeeded',
        actor: { ref: 'user:default/ada' },
      });
      const status = await ada.call('GET', '/api/audit-log/v1/status');
      const { recorder } = status.body as { recorder: { instance: string } };
      expect(first.instance).not.toBe(recorder.instance);

      // What it has delivered is in its journal still: it is delivered again.
      await split.killDelivering();
      expect(journalOf(split)).toContain(first.id);
      await split.startDelivering();
      await register('second');
      await expect
        .poll(targets)
        .toEqual([
          'url:https://example.com/first.yaml',
          'url:https://example.com/second.yaml',
        ]);
    });
  });
}

function journalOf({ journalFolder }: TestSplit): string {
  return readdirSync(journalFolder, { recursive: true })
    .map(String)
    .filter(name => name.endsWith('.jsonl'))
    .map(name => readFileSync(join(journalFolder, name), 'utf8'))
    .join('');
}
