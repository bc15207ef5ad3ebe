/**
 * `yarn workspace backend activity`: several people use the running portal
 * through its real APIs, so that the audit log has something to show.
 *
 * `--url` is the portal's address, `--rounds` how often everybody acts.
 */
import { parseArgs } from 'node:util';
import { Persona, personas } from '../personas';
import { askAssistant } from './assistantScene';
import { PortalSession } from './PortalSession';
import {
  Scene,
  browse,
  changeSettings,
  lookForMissing,
  refresh,
  registerAndUnregister,
  registerBroken,
  signOut,
  validateBroken,
} from './scenes';
import {
  cancelDrill,
  createService,
  failDrill,
  runWithBadInput,
} from './taskScenes';

const MAX_ROUNDS = 100;

const scenesOf: Record<string, Scene[]> = {
  ada: [browse, refresh, registerAndUnregister('payments.yaml'), failDrill],
  grace: [
    browse,
    createService,
    validateBroken,
    runWithBadInput,
    cancelDrill,
    changeSettings,
  ],
  alan: [
    browse,
    lookForMissing,
    registerAndUnregister('recommendations.yaml'),
    registerBroken,
    askAssistant,
    changeSettings,
  ],
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: {
        type: 'string',
        default: `http://localhost:${process.env.PORT || 7007}`,
      },
      rounds: { type: 'string', default: '1' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new Error(
      `--rounds is "${values.rounds}", expected a whole number from 1 to ${MAX_ROUNDS}`,
    );
  }
  for (let round = 1; round <= rounds; round++) {
    for (const persona of personas) {
      await act(persona, values.url);
    }
    await failToEnter(values.url);
  }
}

async function act(persona: Persona, baseUrl: string): Promise<void> {
  const session = new PortalSession({ baseUrl });
  const entered = await session.signIn(persona);
  say(persona.name, entered ? 'signs in' : 'signs in, but is not let in');
  if (!entered) {
    return;
  }
  for (const scene of [...(scenesOf[persona.username] ?? []), signOut]) {
    say(persona.name, scene.title);
    await scene.play(session, baseUrl);
  }
}

async function failToEnter(baseUrl: string): Promise<void> {
  const stranger = new PortalSession({ baseUrl });
  say('Somebody', 'tries a wrong password for Ada');
  await stranger.signIn({ username: 'ada', password: 'difference-engine' });
  say('Somebody', 'cancels a sign-in');
  await stranger.cancelSignIn();
  say('Somebody', 'calls the catalog without a token, then with a false one');
  await stranger.call('GET', '/api/catalog/entities');
  await stranger.call('GET', '/api/catalog/entities', {
    headers: { authorization: 'Bearer false' },
  });
}

function say(who: string, what: string): void {
  process.stdout.write(`${who} ${what}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
