import {
  KnownClients,
  OAuthClient,
  clientKey,
  identityOfToken,
} from '../clients';
import { AuthRoute } from './authRoutes';
import { clientCredential } from './clientCredential';
import { queryParameter } from './classifyProvider';
import { asRecord, parseJson, textOf } from './payloads';
import { AuthExchange } from './types';

type ClientOfRoute = Extract<AuthRoute, { of: 'client' }>;

const HOUR = 60 * 60;
const QUESTION_SECONDS = 2 * HOUR;
const CODE_SECONDS = HOUR;
/** Refresh tokens last a year at most, unless configured otherwise. */
const LONG_SECONDS = 400 * 24 * HOUR;

/**
 * Follows an OAuth client through what the auth plugin answers: from what it
 * asks for, over the person's decision and its code, to its tokens.
 */
export class ClientsOfExchanges {
  readonly #known: KnownClients;
  readonly #configured: ReadonlyMap<string, string>;

  /** `configured`: the names of static clients by their id. */
  constructor(known: KnownClients, configured: ReadonlyMap<string, string>) {
    this.#known = known;
    this.#configured = configured;
  }

  /**
   * Remembers what an answer tells. Where the request names its client, that
   * is known in this process before the first wait.
   */
  async learn(taken: ClientOfRoute, exchange: AuthExchange): Promise<void> {
    const { status, now } = exchange;
    if (status === undefined || status >= 400) {
      return;
    }
    const body = asRecord(parseJson(exchange.body));
    switch (taken.route) {
      case 'authorize': {
        const session = /\/oauth2\/authorize\/([^/?#]+)$/.exec(
          exchange.location ?? '',
        )?.[1];
        const id = textOf(exchange.query.client_id);
        if (session && id) {
          await this.#remember('session', session, id, now + QUESTION_SECONDS);
        }
        break;
      }
      case 'question':
        await this.#learnName(body.clientId, body.clientName, now);
        break;
      case 'register': {
        const asked = asRecord(exchange.requestBody);
        await this.#learnName(body.client_id, asked.client_name, now);
        break;
      }
      case 'approve': {
        const client = await this.clientOf(taken, exchange);
        const code = queryParameter(textOf(body.redirectUrl), 'code');
        if (client && code) {
          await this.#remember('code', code, client.id, now + CODE_SECONDS);
        }
        break;
      }
      case 'token':
        await this.#learnTokens(taken, exchange, body);
        break;
      default:
    }
  }

  /**
   * The client that an exchange is about: the one that the plugin gave what is
   * shown to it, else the one that the request names, which it then checks.
   */
  async clientOf(
    taken: ClientOfRoute,
    exchange: AuthExchange,
  ): Promise<OAuthClient | undefined> {
    let id: string | undefined;
    for (const key of keysOf(taken, exchange)) {
      id ??= (await this.#known.find(key))?.id;
    }
    id ??= claimedId(taken, exchange);
    return id === undefined ? undefined : this.#withName(id);
  }

  async #learnTokens(
    taken: ClientOfRoute,
    exchange: AuthExchange,
    body: Record<string, unknown>,
  ): Promise<void> {
    const { now } = exchange;
    const token = identityOfToken(textOf(body.access_token) ?? '');
    const rememberToken = (client: OAuthClient) =>
      token && this.#known.remember(token.key, client, token.expiresAt);
    // Known at once: the client may use its token before anything is read.
    const [inProcess] = keysOf(taken, exchange).flatMap(
      key => this.#known.peek(key) ?? [],
    );
    const id = inProcess?.id ?? claimedId(taken, exchange);
    const noted = id && rememberToken(this.#clientInProcess(id));
    const client = await this.clientOf(taken, exchange);
    await noted;
    if (!client) {
      return;
    }
    await rememberToken(client);
    const refresh = refreshId(body.refresh_token);
    if (refresh) {
      await this.#remember('refresh', refresh, client.id, now + LONG_SECONDS);
    }
  }

  #configuredClient(id: string): OAuthClient {
    const name = this.#configured.get(id);
    return { id, ...(name && { name }) };
  }

  /** With the name that is known without a wait. */
  #clientInProcess(id: string): OAuthClient {
    const configured = this.#configuredClient(id);
    const { name } = this.#known.peek(clientKey('name', id)) ?? {};
    return configured.name || !name ? configured : { id, name };
  }

  async #withName(id: string): Promise<OAuthClient> {
    if (this.#configured.has(id)) {
      return this.#configuredClient(id);
    }
    const named = await this.#known.find(clientKey('name', id));
    return { id, ...(named?.name && { name: named.name }) };
  }

  async #learnName(id: unknown, name: unknown, now: number): Promise<void> {
    const client = textOf(id);
    const text = textOf(name);
    if (client && text) {
      await this.#known.remember(
        clientKey('name', client),
        { id: client, name: text },
        now + LONG_SECONDS,
      );
    }
  }

  #remember(
    kind: 'session' | 'code' | 'refresh',
    text: string,
    id: string,
    expiresAt: number,
  ): Promise<void> {
    return this.#known.remember(clientKey(kind, text), { id }, expiresAt);
  }
}

/** The client that a request names, where the plugin reads it. */
function claimedId(
  { route }: ClientOfRoute,
  { authorization, query, requestBody, body }: AuthExchange,
): string | undefined {
  switch (route) {
    case 'authorize':
      return textOf(query.client_id);
    case 'register':
      return textOf(asRecord(parseJson(body)).client_id);
    case 'token':
    case 'revoke':
      return (
        clientCredential(authorization) ??
        textOf(asRecord(requestBody).client_id)
      );
    default:
      return undefined;
  }
}

/**
 * What of an exchange was given to a client before. A code or a refresh token
 * tells only where the plugin accepted it.
 */
function keysOf(
  { session, route }: ClientOfRoute,
  { requestBody, status }: AuthExchange,
): string[] {
  if (session) {
    return [clientKey('session', session)];
  }
  if (route !== 'token' || status === undefined || status >= 400) {
    return [];
  }
  const asked = asRecord(requestBody);
  const code = textOf(asked.code);
  const refresh = refreshId(asked.refresh_token);
  return asked.grant_type === 'refresh_token'
    ? [refresh && clientKey('refresh', refresh)].filter(isText)
    : [code && clientKey('code', code)].filter(isText);
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

/** What stays the same of a refresh token when it is renewed. */
function refreshId(token: unknown): string | undefined {
  return textOf(token)?.split('.')[0] || undefined;
}
