import { Persona, personas } from '../personas';
import { askAssistant } from './assistantScene';
import { PortalSession } from './PortalSession';
import {
  Scene,
  browse,
  changeSettings,
  lookAtClusters,
  lookForMissing,
  refresh,
  registerAndUnregister,
  registerAndWatch,
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

const scenesOf: Record<string, Scene[]> = {
  ada: [
    browse,
    refresh,
    lookAtClusters,
    changeSettings,
    failDrill,
    registerAndWatch('payments.yaml', 'component:default/payment-gateway'),
  ],
  grace: [
    browse,
    createService,
    validateBroken,
    runWithBadInput,
    cancelDrill,
    lookAtClusters,
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

/**
 * Lets everybody of the demo sign in to a running portal and use it once,
 * through the identity provider and the portal's own APIs.
 *
 * @param options.say - is told who does what
 */
export async function playActivity(options: {
  baseUrl: string;
  say: (who: string, what: string) => void;
}): Promise<void> {
  const { baseUrl, say } = options;
  for (const persona of personas) {
    const session = new PortalSession({ baseUrl });
    const entered = await session.signIn(persona);
    say(persona.name, entered ? 'signs in' : 'signs in, but is not let in');
    if (entered) {
      for (const scene of [...scenesFor(persona), signOut]) {
        say(persona.name, scene.title);
        await scene.play(session, baseUrl);
      }
    }
  }
  await failToEnter(options);
}

function scenesFor(persona: Persona): Scene[] {
  return scenesOf[persona.username] ?? [];
}

async function failToEnter(options: {
  baseUrl: string;
  say: (who: string, what: string) => void;
}): Promise<void> {
  const { baseUrl, say } = options;
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
