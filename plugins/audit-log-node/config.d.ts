export interface Config {
  auditLog?: {
    /**
     * Whether audit events are also written to the log of the backend, in the
     * form in which Backstage writes them. Default: true.
     */
    logLines?: boolean;

    /**
     * Names this process in its events. Default: host name and process id.
     */
    instance?: string;

    /**
     * Categories of the events of plugins that the audit log doesn't know, or
     * other categories than its own for those it knows. The first match wins.
     */
    categories?: Array<{
      /** Upper case letters, digits and underscores; not `AUDIT_LOG`. */
      category: string;
      /** The id of the plugin that emits the events. */
      plugin: string;
      /** Only events of this id. Default: all of the plugin's. */
      eventId?: string;
    }>;

    /**
     * Rules that say what is recorded, and in which detail. The first that
     * matches an event decides; the default rules come after these. Events of
     * the audit log itself are always recorded.
     */
    rules?: Array<{
      /** Shown with its hits; unique. */
      name: string;
      /**
       * What must hold, all of it. A text is compared as a whole, `*` is any
       * run of characters, a leading `!` turns it around; several are
       * alternatives.
       */
      match: {
        plugin?: string | string[];
        event?: string | string[];
        action?: string | string[];
        category?: string | string[];
        /** Ref of the actor: `user:default/ada`, `plugin:catalog`. */
        actor?: string | string[];
        /** Path of the request. */
        path?: string | string[];
        severity?: string | string[];
        outcome?: string | string[];
        actorType?: string | string[];
      };
      effect: 'record' | 'drop';
      /**
       * `full` (default): everything. `metadata`: everything but `meta`.
       * `none`: without meta, request, client and the words of errors.
       */
      detail?: 'none' | 'metadata' | 'full';
      /**
       * How durable events are before the call that recorded them returns.
       * `strict` is decided when an operation begins, with outcome `pending`.
       */
      durability?: 'journal' | 'commit' | 'strict';
    }>;

    /**
     * Whether the default rules apply: they drop successful reads of one
     * plugin by another, and permissions that were granted. Default: true.
     */
    defaultRules?: boolean;

    /** Requests that no plugin records by itself. */
    httpCapture?: {
      /**
       * Whether the audit log puts its own root HTTP router in the place of
       * Backstage's, to see every request. Leave it off where the backend has
       * a root HTTP router of its own, and use the middleware there.
       * Default: false.
       */
      enabled?: boolean;

      /**
       * What is recorded of which requests. The first rule that matches
       * decides; the default policy comes after these: denied requests, and
       * changes through plugins that record nothing.
       */
      policy?: Array<{
        /** `request` has the headers and the parsed body, redacted. */
        level: 'none' | 'metadata' | 'request';
        methods?: string | string[];
        paths?: string | string[];
        plugins?: string | string[];
        /** Numbers, classes such as `4xx`, or `aborted`. */
        statuses?: number | string | Array<number | string>;
        /** Whether a plugin recorded an event during the request. */
        audited?: boolean;
      }>;
    };
  };
}
