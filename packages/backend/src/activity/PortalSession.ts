import { Persona } from '../personas';
import { CookieJar } from './CookieJar';

const MAX_REDIRECTS = 12;

export interface PortalAnswer {
  status: number;
  body: unknown;
}

/**
 * One person's browser: signs in through the identity provider as the app
 * does, and calls the portal's APIs with the token it got.
 */
export class PortalSession {
  readonly #baseUrl: string;
  readonly #jar = new CookieJar();
  #token: string | undefined;

  constructor(options: { baseUrl: string }) {
    this.#baseUrl = options.baseUrl;
  }

  /** Returns whether the portal let this person in. */
  async signIn(
    persona: Pick<Persona, 'username' | 'password'>,
  ): Promise<boolean> {
    const page = await this.#openSignInPage();
    await this.#follow(page, {
      method: 'POST',
      body: new URLSearchParams({
        username: persona.username,
        password: persona.password,
      }),
    });
    const answer = await this.call(
      'GET',
      '/api/auth/oidc/refresh?optional&env=development',
      {
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      },
    );
    this.#token = tokenOf(answer.body);
    return this.#token !== undefined;
  }

  /** The same person at another backend of the portal. */
  at(baseUrl: string): PortalSession {
    const session = new PortalSession({ baseUrl });
    session.#token = this.#token;
    return session;
  }

  /** Opens the sign-in page and clicks "Cancel". */
  async cancelSignIn(): Promise<void> {
    const page = await this.#openSignInPage();
    await this.#follow(`${page}/cancel`, { method: 'POST' });
  }

  async signOut(): Promise<void> {
    await this.call('POST', '/api/auth/oidc/logout?env=development', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    this.#token = undefined;
  }

  /** Calls the portal; refusals are answers, too. */
  async call(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<PortalAnswer> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json, text/event-stream',
        cookie: this.#jar.header(),
        'user-agent': 'demo-activity',
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(options.body !== undefined && {
          'content-type': 'application/json',
        }),
        ...options.headers,
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    this.#jar.store(response);
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  }

  async #openSignInPage(): Promise<string> {
    const { url, status } = await this.#follow(
      `${
        this.#baseUrl
      }/api/auth/oidc/start?env=development&scope=openid%20profile%20email`,
      { method: 'GET' },
    );
    if (!url.includes('/interaction/')) {
      throw new Error(
        `Expected the sign-in page of the identity provider, got ${url} with status ${status}`,
      );
    }
    return url;
  }

  async #follow(
    url: string,
    init: { method: string; body?: URLSearchParams },
  ): Promise<{ url: string; status: number }> {
    let next: { url: string; init: typeof init } = { url, init };
    for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
      const response = await fetch(next.url, {
        ...next.init,
        redirect: 'manual',
        headers: { cookie: this.#jar.header(), 'user-agent': 'demo-activity' },
      });
      this.#jar.store(response);
      await response.arrayBuffer();
      const location = response.headers.get('location');
      if (!location) {
        return { url: next.url, status: response.status };
      }
      next = {
        url: new URL(location, next.url).toString(),
        init: { method: 'GET' },
      };
    }
    throw new Error(`More than ${MAX_REDIRECTS} redirects from ${url}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function tokenOf(body: unknown): string | undefined {
  const { backstageIdentity } = (body ?? {}) as {
    backstageIdentity?: { token?: string };
  };
  return backstageIdentity?.token;
}
