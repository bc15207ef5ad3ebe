import { APIResponse, Page, expect } from '@playwright/test';

/** An event of signing in or out, as the log tells it. */
export interface AccessEvent {
  eventId: string;
  outcome: string;
  actor: { type: string; ref: string | null } | null;
  meta: { flow?: string } | null;
}

/** The portal's API with the session of whoever is signed in on a page. */
export class PortalApi {
  readonly #page: Page;
  readonly #url: string;
  readonly #token: string;

  /** Asks for a token as a page that is loaded does. */
  static async create(page: Page, url: string): Promise<PortalApi> {
    const answer = await page.request.get(
      `${url}/api/auth/oidc/refresh?optional&env=development`,
      { headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    const { backstageIdentity } = await answer.json();
    return new PortalApi(page, url, backstageIdentity.token);
  }

  private constructor(page: Page, url: string, token: string) {
    this.#page = page;
    this.#url = url;
    this.#token = token;
  }

  get token(): string {
    return this.#token;
  }

  /** Tries again where the same person's pages read too much just then. */
  async call(
    method: string,
    path: string,
    options: { data?: unknown; headers?: Record<string, string> } = {},
  ): Promise<APIResponse> {
    let answer: APIResponse | undefined;
    await expect(async () => {
      answer = await this.#page.request.fetch(`${this.#url}/api${path}`, {
        method,
        data: options.data,
        headers: { authorization: `Bearer ${this.#token}`, ...options.headers },
      });
      expect(answer.status()).not.toBe(429);
    }).toPass({ timeout: 60_000 });
    return answer!;
  }

  /** Enables audit logging and waits until it is on. */
  async enableLogging(): Promise<void> {
    await this.call('POST', '/audit-log/v1/settings/enable', { data: {} });
    await expect
      .poll(async () => {
        const answer = await this.call('GET', '/audit-log/v1/settings');
        return (await answer.json()).state;
      })
      .toBe('enabled');
  }

  /** Who signed in, out and on since, oldest first. */
  async accessEvents(): Promise<AccessEvent[]> {
    const answer = await this.call(
      'GET',
      '/audit-log/v1/events?q=plugin:auth&order=asc&limit=1000',
    );
    return (await answer.json()).items;
  }
}

/** `sign-in succeeded popup user:default/ada` */
export function describeAccess(event: AccessEvent): string {
  const { eventId, outcome, actor, meta } = event;
  return [eventId, outcome, meta?.flow, actor?.ref].filter(Boolean).join(' ');
}
