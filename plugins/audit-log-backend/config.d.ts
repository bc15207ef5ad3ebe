export interface Config {
  auditLog?: {
    /**
     * Whether this deployment offers audit logging at all. Where false, Admins
     * see that it can't be enabled here, and why. Default: true.
     */
    available?: boolean;

    /**
     * One sentence shown where `available` is false: why, and whom to ask.
     */
    unavailableReason?: string;

    /**
     * Entity refs of the users and groups that administer the audit log, for
     * example `group:default/platform-team`. A user is an Admin when one of
     * their ownership refs is listed. Nobody is an Admin where this is empty.
     */
    admins?: string[];

    access?: {
      /**
       * `admins` (default): a caller must be one of `auditLog.admins`, or hold
       * a grant (reading only), and the permission framework must not deny.
       *
       * `policy`: the permission framework decides alone. Needs
       * `permission.enabled: true`, and a policy that does not allow everybody
       * everything.
       */
      mode?: 'admins' | 'policy';
    };

    /**
     * Days for which events are kept after audit logging was disabled. Within
     * them, enabling it again brings the events back. Default: 30.
     */
    recoveryDays?: number;

    retention?: {
      /**
       * Days for which events are kept while audit logging is enabled.
       * Default: 30.
       */
      days?: number;
    };
  };
}
