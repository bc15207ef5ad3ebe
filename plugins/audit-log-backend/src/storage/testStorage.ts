import {
  StorageTest,
  StorageTestStep,
} from 'backstage-plugin-audit-log-common';
import {
  ObjectExistsError,
  StorageError,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import { randomUUID } from 'node:crypto';
import { failureText } from './failureText';

const content = 'Written by the audit log of Backstage to test this storage.\n';

async function* body() {
  yield Buffer.from(content);
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * Writes, reads, lists and deletes a probe, and says which step failed with
 * the storage's own words. Never rejects.
 */
export async function testStorage(options: {
  open: () => Promise<StorageProvider>;
  clock: () => Date;
}): Promise<StorageTest> {
  const key = `_audit-log-probe-${randomUUID()}.txt`;
  const put = (storage: StorageProvider) =>
    storage.put({ key, body: body(), contentType: 'text/plain', metadata: {} });
  const checks: [
    StorageTestStep,
    (storage: StorageProvider) => Promise<unknown>,
  ][] = [
    ['write', put],
    [
      'refuse-overwrite',
      storage =>
        put(storage).then(
          () => {
            throw new Error('The storage let an existing object be replaced');
          },
          error => {
            if (!(error instanceof ObjectExistsError)) {
              throw error;
            }
          },
        ),
    ],
    [
      'read',
      async storage => {
        if ((await readAll(storage.get(key))) !== content) {
          throw new Error('The storage gave back other bytes');
        }
      },
    ],
    [
      'list',
      async storage => {
        for await (const found of storage.list({ prefix: key })) {
          if (found.key === key) {
            return;
          }
        }
        throw new Error('The storage does not list what was written');
      },
    ],
    ['delete', storage => storage.delete(key)],
  ];

  const steps: StorageTest['steps'] = [];
  const attempt = async <T>(
    step: StorageTestStep,
    action: () => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      const result = await action();
      steps.push({ step, ok: true, code: null, message: null });
      return result;
    } catch (error) {
      steps.push({
        step,
        ok: false,
        code: error instanceof StorageError ? error.code : null,
        message: failureText(error),
      });
      return undefined;
    }
  };
  const isOk = () => steps.every(({ ok }) => ok);

  const storage = await attempt('credentials', async () => {
    const opened = await options.open();
    // The first request shows whether the credentials are taken at all.
    await opened.head(key);
    return opened;
  });
  for (const [step, check] of checks) {
    if (storage && isOk()) {
      await attempt(step, () => check(storage));
    }
  }
  if (storage && !isOk() && steps.at(-1)?.step !== 'delete') {
    // What was written must not stay, whatever failed after it.
    await storage.delete(key).catch(() => {});
  }
  await storage?.close().catch(() => {});
  return { ok: isOk(), testedAt: options.clock().toISOString(), steps };
}
