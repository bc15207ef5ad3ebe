import { timingSafeEqual, createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import express from 'express';
import type { Provider } from 'oidc-provider';
import { findPersona, personas } from '../personas';
import { renderSignInPage } from './signInPage';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** Serves the provider and its sign-in page on the loopback interface. */
export async function startIdentityServer(options: {
  provider: Provider;
  port: number;
}): Promise<Server> {
  const server = createServer(createIdentityApp(options.provider));
  server.listen(options.port, 'localhost');
  await once(server, 'listening');
  return server;
}

function createIdentityApp(provider: Provider) {
  const app = express();
  app.disable('x-powered-by');
  app.use('/interaction', (_req, res, next) => {
    res.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    res.set('Cache-Control', 'no-store');
    next();
  });

  app.get('/interaction/:uid', (req, res) => {
    const { as } = req.query;
    res.type('html').send(
      renderSignInPage({
        action: `/interaction/${encodeURIComponent(req.params.uid)}`,
        personas,
        prefill: typeof as === 'string' ? findPersona(as) : undefined,
      }),
    );
  });

  app.post(
    '/interaction/:uid',
    express.urlencoded({ extended: false, limit: '10kb' }),
    async (req, res, next) => {
      const { username, password } = req.body as Record<string, unknown>;
      const persona = findPersona(String(username));
      if (!persona || !isSamePassword(String(password), persona.password)) {
        res
          .status(401)
          .type('html')
          .send(
            renderSignInPage({
              action: `/interaction/${encodeURIComponent(req.params.uid)}`,
              personas,
              error: 'The user name or the password is wrong.',
            }),
          );
        return;
      }
      await provider
        .interactionFinished(req, res, {
          login: { accountId: persona.username },
        })
        .catch(next);
    },
  );

  app.post('/interaction/:uid/cancel', async (req, res, next) => {
    await provider
      .interactionFinished(req, res, {
        error: 'access_denied',
        error_description: 'The sign-in was cancelled',
      })
      .catch(next);
  });

  app.use(provider.callback());
  return app;
}

function isSamePassword(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
