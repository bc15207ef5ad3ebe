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
  };
}
