/**
 * `yarn workspace backend activity`: several people use the running portal
 * through its real APIs, so that the audit log has something to show.
 *
 * `--url` is the portal's address, `--rounds` how often everybody acts, and
 * with `--enable` Ada enables audit logging first.
 */
import { parseArgs } from 'node:util';
import { findPersona } from '../personas';
import { enableLogging, loggingState } from './enableLogging';
import { playActivity } from './playActivity';
import { PortalSession } from './PortalSession';

const MAX_ROUNDS = 100;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: {
        type: 'string',
        default: `http://localhost:${process.env.PORT || 7007}`,
      },
      rounds: { type: 'string', default: '1' },
      enable: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new Error(
      `--rounds is "${values.rounds}", expected a whole number from 1 to ${MAX_ROUNDS}`,
    );
  }
  const baseUrl = values.url;
  await prepare({ baseUrl, enable: values.enable });
  for (let round = 1; round <= rounds; round++) {
    await playActivity({ baseUrl, say });
  }
}

async function prepare(options: {
  baseUrl: string;
  enable: boolean;
}): Promise<void> {
  const admin = new PortalSession(options);
  await admin.signIn(findPersona('ada')!);
  if (options.enable) {
    say('Ada Lovelace', 'enables audit logging');
    await enableLogging(admin);
  } else if ((await loggingState(admin)) !== 'enabled') {
    say('Nobody', 'is recorded: enable audit logging, or add --enable');
  }
}

function say(who: string, what: string): void {
  process.stdout.write(`${who} ${what}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
