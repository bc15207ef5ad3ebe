/**
 * Whether HTTP requests are captured, as it is: `off` where nobody asked for
 * it; `on` where every request passes it; `absent` where it was asked for and
 * requests go by it; `waiting` where a root HTTP router of the portal's own has
 * the middleware, and no request has come yet that shows where.
 *
 * @public
 */
export type HttpCaptureState = 'off' | 'waiting' | 'on' | 'absent';

/**
 * Where the middleware of a backend is: `front` before everything else,
 * `somewhere` where the portal put it.
 */
export type CapturePlace = 'front' | 'somewhere';

export interface CapturePresenceOptions {
  /** Whether the configuration asks for it. */
  isWanted: boolean;
  /** Undefined as long as there is no middleware for this backend. */
  place: () => CapturePlace | undefined;
  /** Called once, with the problem that `problem` names from then on. */
  onMissed: (problem: string) => void;
}

const REPLACED =
  "Configuration key 'auditLog.httpCapture.enabled' is true, but another root HTTP router is active, so HTTP requests are not recorded: use createHttpCaptureMiddleware in it, before everything else";

const missedText = (pluginId: string) =>
  `HTTP requests reach the plugin '${pluginId}' without being captured: use createHttpCaptureMiddleware in the root HTTP router before everything else, with the configuration that the router is given`;

/**
 * Knows whether requests are captured from the requests themselves: those that
 * the middleware saw, and those that reach a plugin.
 */
export class CapturePresence {
  readonly #options: CapturePresenceOptions;
  readonly #seen = new WeakSet<object>();
  readonly #plugins = new WeakMap<object, string>();
  #hasSeen = false;
  #missedBy: string | undefined;

  constructor(options: CapturePresenceOptions) {
    this.#options = options;
  }

  get state(): HttpCaptureState {
    const place = this.#options.place();
    if (!place) {
      return this.#options.isWanted ? 'absent' : 'off';
    }
    if (this.#missedBy !== undefined) {
      return 'absent';
    }
    return place === 'front' || this.#hasSeen ? 'on' : 'waiting';
  }

  /** What is wrong, in one sentence; undefined where nothing is. */
  get problem(): string | undefined {
    if (this.state !== 'absent') {
      return undefined;
    }
    return this.#missedBy === undefined ? REPLACED : missedText(this.#missedBy);
  }

  /** The middleware has seen a request. */
  saw(request: object): void {
    this.#hasSeen = true;
    this.#seen.add(request);
  }

  /** A request has reached the routes of a plugin. */
  reached(request: object, pluginId: string): void {
    if (this.#seen.has(request)) {
      this.#plugins.set(request, pluginId);
    } else if (this.#options.place() && this.#missedBy === undefined) {
      this.#missedBy = pluginId;
      this.#options.onMissed(missedText(pluginId));
    }
  }

  /** The plugin that a request has reached, if any. */
  pluginOf(request: object): string | undefined {
    return this.#plugins.get(request);
  }
}
