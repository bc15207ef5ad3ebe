/** Where a request led, and what it was answered with. */
export interface Visit {
  url: string;
  status: number;
  location: string | undefined;
  body: string;
}

/** As much of a browser as signing in takes: cookies, forms, redirects. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #headers: Record<string, string>;

  constructor(headers: Record<string, string> = {}) {
    this.#headers = headers;
  }

  async visit(
    url: string,
    options: {
      method?: string;
      form?: Record<string, string>;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Visit> {
    const { host, pathname } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const response = await fetch(url, {
      method: options.method ?? (options.form ? 'POST' : 'GET'),
      redirect: 'manual',
      body: options.form && new URLSearchParams(options.form),
      headers: {
        ...this.#headers,
        ...options.headers,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair, ...attributes] = cookie.split(';');
      const [name, ...value] = pair.split('=');
      if (
        value.join('=') === '' ||
        attributes.some(text => /^\s*expires=thu, 01 jan 1970/i.test(text))
      ) {
        jar.delete(name);
      } else {
        jar.set(name, value.join('='));
      }
    }
    const location = response.headers.get('location');
    return {
      url: `${host}${pathname}`,
      status: response.status,
      location: location ? new URL(location, url).toString() : undefined,
      body: await response.text(),
    };
  }

  /** Follows redirects as long as they stay on the host they began on. */
  async follow(url: string): Promise<Visit> {
    const { host } = new URL(url);
    let visit = await this.visit(url);
    while (visit.location && new URL(visit.location).host === host) {
      visit = await this.visit(visit.location);
    }
    return visit;
  }

  cookie(host: string, name: string): string | undefined {
    return this.#cookies.get(host)?.get(name);
  }
}
