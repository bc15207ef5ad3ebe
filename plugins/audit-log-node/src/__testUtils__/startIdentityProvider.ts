import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** A real OpenID provider for one test file. */
export interface IdentityProvider {
  url: string;
  stop(): Promise<void>;
}

export async function startIdentityProvider(
  redirectUri: string,
): Promise<IdentityProvider> {
  // eslint-disable-next-line no-restricted-syntax
  const child: ChildProcess = fork(
    resolve(__dirname, 'identityProvider.mjs'),
    [redirectUri],
    { execArgv: [], silent: true },
  );
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The identity provider ended with code ${code}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${message.port}`,
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
