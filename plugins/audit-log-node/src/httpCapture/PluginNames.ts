/** As Backstage wants ids of plugins to be. */
const PLUGIN_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What the root HTTP router mounts plugins at. */
const PLUGIN_PATH = /^\/api\/([^/]+)(?:\/|$)/i;

const MAX_LENGTH = 64;

/** Names the plugin that the root HTTP router picks for a path. */
export class PluginNames {
  readonly #idBySpelling = new Map<string, string>();

  add(pluginId: string): void {
    this.#idBySpelling.set(pluginId.toLowerCase(), pluginId);
  }

  /**
   * The id as its plugin has it, in whatever case the path is written. Where
   * nobody is there, what the path asks for, if that could be a plugin.
   *
   * @param path - as express read it
   */
  ofPath(path: string): string | undefined {
    const asked = PLUGIN_PATH.exec(path)?.[1].toLowerCase();
    if (asked === undefined) {
      return undefined;
    }
    const isName = asked.length <= MAX_LENGTH && PLUGIN_ID.test(asked);
    return this.#idBySpelling.get(asked) ?? (isName ? asked : undefined);
  }
}
