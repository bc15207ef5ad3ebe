// A certified OpenID provider on loopback, run as a process of its own because
// it is an ES module. Anybody may sign in with any password. Tells its port to
// its parent once it listens.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const redirectUri = process.argv[2];
const server = createServer();
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'portal',
      client_secret: 'portal-secret',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
    },
  ],
  cookies: { keys: ['test'] },
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name'],
  },
  pkce: { required: () => false },
  issueRefreshToken: async () => true,
  // Seconds. The pages of one person renew theirs all the time.
  ttl: {
    AccessToken: (_, { accountId }) => (accountId === 'hasty' ? 60 : 3600),
  },
  // Nobody is asked for consent.
  loadExistingGrant: async ctx => {
    const { client, session, params } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({
      clientId: client.clientId,
      accountId: session.accountId,
    });
    grant.addOIDCScope(String(params.scope));
    await grant.save();
    return grant;
  },
  findAccount: async (_, id) => ({
    accountId: id,
    claims: async () => ({
      sub: id,
      name: id,
      email: `${id}@example.com`,
      email_verified: true,
    }),
  }),
});
server.on('request', provider.callback());
process.send({ port });
process.on('disconnect', () => process.exit());
