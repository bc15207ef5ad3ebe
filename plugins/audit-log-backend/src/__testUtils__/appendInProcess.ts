import { fork } from 'node:child_process';
import { AppendOrders } from './appendProcess';

/** Appends events from a process of its own, as another replica would. */
export function appendInProcess(
  orders: AppendOrders,
): Promise<{ duplicates: number }> {
  return new Promise((resolve, reject) => {
    const child = fork(require.resolve('./appendProcess.ts'), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    });
    let answer: { duplicates: number } | undefined;
    child.on('message', (message: object) => {
      // The transform of TypeScript sends messages of its own.
      if ('duplicates' in message) {
        answer = message as { duplicates: number };
      }
    });
    child.once('error', reject);
    child.once('exit', code => {
      if (answer && code === 0) {
        resolve(answer);
      } else {
        reject(new Error(`The appending process ended with code ${code}`));
      }
    });
    child.send(orders);
  });
}
