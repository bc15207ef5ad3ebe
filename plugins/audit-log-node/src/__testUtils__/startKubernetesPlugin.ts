import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { KubernetesOrders } from './kubernetesProcess';

/**
 * Starts a backend with the real kubernetes plugin in a process of its own:
 * it loads its client with import(), which Jest has no way to do.
 */
export async function startKubernetesPlugin(orders: KubernetesOrders) {
  const child = fork(require.resolve('./kubernetesProcess.ts'), {
    execArgv: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    env: { ...process.env, NODE_ENV: 'test' },
    silent: true,
  });
  let output = '';
  child.stdout!.on('data', chunk => (output += chunk));
  child.stderr!.on('data', chunk => (output += chunk));
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', code =>
      reject(new Error(`The process ended with code ${code}: ${output}`)),
    ),
  );
  ended.catch(() => {});
  /** The transform of TypeScript sends messages of its own. */
  const answer = <T extends object>(key: string): Promise<T> =>
    Promise.race([
      ended,
      new Promise<T>(resolve => {
        child.on('message', message => {
          if (key in (message as object)) {
            resolve(message as T);
          }
        });
      }),
    ]);
  const started = answer<{ url: string }>('url');
  child.send(orders);
  const { url } = await started;
  return {
    url,
    async take(count: number): Promise<RecordedEvent[]> {
      const taken = answer<{ events: RecordedEvent[] }>('events');
      child.send(count);
      return (await taken).events;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}
