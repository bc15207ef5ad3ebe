import { createRequire } from 'node:module';
import { inRepository } from '../toolchain/index.mjs';

const require = createRequire(import.meta.url);

/** The demo's people and their browsers are of the backend, in TypeScript. */
function demo() {
  require(inRepository('node_modules/@backstage/cli/config/nodeTransform.cjs'));
  const folder = inRepository('packages/backend/src');
  return { ...require(`${folder}/activity`), ...require(`${folder}/personas`) };
}

/** Lets one of the demo's people sign in. */
export async function signIn({ url, username }) {
  const { PortalSession, findPersona } = demo();
  const session = new PortalSession({ baseUrl: url });
  if (!(await session.signIn(findPersona(username)))) {
    throw new Error(`"${username}" could not sign in to ${url}`);
  }
  return session;
}

export function enableLogging(session) {
  return demo().enableLogging(session);
}

/** The Backstage token with which the browser of a person calls the portal. */
export async function tokenOf(session) {
  const { body } = await session.call(
    'GET',
    '/api/auth/oidc/refresh?optional&env=development',
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  return body.backstageIdentity.token;
}
