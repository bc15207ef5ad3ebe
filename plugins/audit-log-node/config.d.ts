import { HumanDuration } from '@backstage/types';

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
     * What this portal takes for a secret beside what the audit log knows, see
     * docs/capture.md. It stands as `[redacted]` in events and log lines.
     */
    redaction?: {
      /**
       * Names of fields whose value is a secret, such as `personnelNumber`:
       * compared without case and separators, as a whole or at the end of a
       * longer name.
       */
      names?: string[];

      /**
       * Regular expressions of secrets, such as `acme_[a-z0-9]{32}`: compared
       * without case, anywhere in a text. Refused where a search could take
       * long: only what stands at the end may repeat without bounds. At most
       * 50, of at most 512 characters.
       */
      patterns?: string[];
    };

    recording?: {
      /**
       * How durable an event is when the auditor call that ended it resolves.
       *
       * `journal`: in the local journal, which survives the death of the
       * process. `commit`: in the database, or in the journal while the
       * database is away. A rule of `auditLog.rules` with `durability` comes
       * first; only a rule can ask for `strict`: then `createEvent` resolves
       * after the begin is in the database, and rejects where that can't be.
       *
       * Default: `journal` for low, `commit` for the rest.
       */
      durability?: {
        /** Default: `journal`. */
        low?: 'journal' | 'commit';
        /** Default: `commit`. */
        medium?: 'journal' | 'commit';
        /** Default: `commit`. */
        high?: 'journal' | 'commit';
        /** Default: `commit`. */
        critical?: 'journal' | 'commit';
      };

      /**
       * How long `createEvent` waits for the database under a strict rule,
       * before it rejects. Default: 5 seconds.
       */
      strictTimeout?: HumanDuration | string;

      /**
       * How long a call waits for its commit where the journal has the event.
       * Default: 2 seconds.
       */
      commitTimeout?: HumanDuration | string;

      /**
       * How long a call waits for its commit where the journal can't take the
       * event. After that it goes on, with its event in memory only; `/status`
       * counts these calls. Default: 10 seconds.
       */
      patience?: HumanDuration | string;

      journal?: {
        /**
         * Default: true, unless the database of the audit log is in memory.
         */
        enabled?: boolean;

        /**
         * Where the journal is. Must be on a local disk that outlives the
         * process; in a container, on a volume. May be shared by the processes
         * of one portal. Default: `audit-log-journal` beside the audit log's
         * own SQLite file; else `backstage-audit-log-journal-…`, named after
         * its database, in `backend.workingDirectory` or the folder for
         * temporary files.
         */
        folder?: string;

        /**
         * How large the journal of one process may become. When it is full the
         * oldest events of low severity are given up, and after them the
         * oldest of all; `/status` counts them. At least 1048576.
         * Default: 268435456.
         */
        maxBytes?: number;
      };

      /**
       * How many events of callers without credentials are recorded one by
       * one. What is beyond is counted, and told once a minute as one event.
       */
      anonymous?: {
        /**
         * A second, of one address of a client; of IPv6 of one /64.
         * Default: 5.
         */
        perAddress?: number;

        /** A second, of all together, in one process. Default: 50. */
        total?: number;
      };

      memory?: {
        /**
         * How many events may wait in memory. Further ones wait in the
         * journal. Default: 10000.
         */
        maxEvents?: number;

        /** The same in characters of JSON. Default: 33554432. */
        maxBytes?: number;
      };

      batch?: {
        /** Most events of one append. Default: 1000. */
        maxEvents?: number;

        /**
         * How long events that no call waits for may gather.
         * Default: 25 milliseconds.
         */
        linger?: HumanDuration | string;

        /**
         * How long one append may take before it is tried again; at least a
         * second. Default: 30 seconds.
         */
        timeout?: HumanDuration | string;
      };

      shutdown?: {
        /**
         * How long the backend waits for open operations to end when it shuts
         * down. Default: 5 seconds, 0 where the database is in memory.
         */
        grace?: HumanDuration | string;

        /**
         * And how long for the last events to be appended. What is left stays
         * in the journal. Default: 10 seconds.
         */
        drain?: HumanDuration | string;
      };
    };

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
        /** The id of the plugin that recorded the event. */
        plugin?: string | string[];
        /** The id of the event, such as `entity-fetch`. */
        event?: string | string[];
        /** What the event says it did, such as `create`. */
        action?: string | string[];
        /** Such as `CATALOG`. */
        category?: string | string[];
        /** Ref of the actor: `user:default/ada`, `plugin:catalog`. */
        actor?: string | string[];
        /**
         * Path of the request, compared as routers do: without regard to case,
         * to doubled slashes and to one at the end.
         */
        path?: string | string[];
        /** `low`, `medium`, `high` or `critical`. */
        severity?: string | string[];
        /** `succeeded`, `failed`, `unknown` or `pending`. */
        outcome?: string | string[];
        /** `user`, `service` or `anonymous`. */
        actorType?: string | string[];
      };
      /** Whether events that match are recorded or dropped. */
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
       * Whether the audit log puts itself in front of Backstage's root HTTP
       * router, to see every request. Where the backend has a root HTTP router
       * of its own, use `createHttpCaptureMiddleware` in it; the audit log
       * notices where that is missing. Default: false.
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
        /** Such as `POST`. Default: all. */
        methods?: string | string[];
        /** Compared as routers do, like `path` of rules; `*` is any run of characters. Default: all. */
        paths?: string | string[];
        /** Ids of the plugins that answer. Default: all. */
        plugins?: string | string[];
        /** Numbers, classes such as `4xx`, or `aborted`. */
        statuses?: number | string | Array<number | string>;
        /** Whether a plugin recorded an event during the request. */
        audited?: boolean;
      }>;
    };
  };
}
