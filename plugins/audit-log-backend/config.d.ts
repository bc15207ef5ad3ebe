import { HumanDuration } from '@backstage/types';

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

    ingest?: {
      /**
       * Subjects that may append events beside the plugin
       * `audit-log-delivery`, by which other Backstage backends deliver
       * theirs: the `subject` of a token under `backend.auth.externalAccess`
       * (with `external:` before it where the token is a JWT), or
       * `plugin:<id>`. Whoever is listed is believed: they say who did what.
       * Default: none.
       */
      allowedSubjects?: string[];
    };

    /**
     * Time zone in which notifications and mails write times, such as
     * `Europe/Berlin`. Default: that of the backend's process.
     */
    timeZone?: string;

    query?: {
      /**
       * How long the database may look for the events of a page or a chart.
       * Where it takes longer, the caller is told what would narrow the
       * question. At most 10 minutes. Default: 10 seconds.
       */
      timeout?: string | HumanDuration;
      /**
       * How much of each kind one caller (a user, a service or a token) may
       * have at once, in one process. One more answers 429 with `Retry-After`.
       */
      perCaller?: {
        /** Lists, charts, counts, previews and proofs. Default: 4. */
        reads?: number;
        /** Connections that watch for new events. Default: 5. */
        liveTails?: number;
        /** Default: 2. */
        downloads?: number;
      };
    };

    /**
     * Switches audit logging on or off from the configuration. Where set,
     * Admins see where the state comes from and can't change it on the page.
     */
    enabled?: boolean;

    /**
     * Days for which events are kept after audit logging was disabled. Within
     * them, enabling it again brings the events back. Where set, Admins can't
     * change it on the page. Default: 30.
     */
    recoveryDays?: number;

    integrity?: {
      /**
       * Names this log in its signed checkpoints. Verifiers know it by this
       * name, so don't change it. Default: the host of `backend.baseUrl`,
       * followed by `/audit-log`.
       */
      origin?: string;

      /**
       * The Ed25519 key that signs checkpoints, in PEM (PKCS 8), as
       * `openssl genpkey -algorithm ed25519` makes it. Default: a key that is
       * made once and kept in the database, where whoever may change the
       * database can use it too.
       *
       * @visibility secret
       */
      key?: string;
    };

    /**
     * How long events are kept while audit logging is enabled. Each key that
     * is set here can't be changed on the page.
     */
    retention?: {
      /** Days, where no rule says otherwise. Default: 30. */
      days?: number;

      /** The first rule that matches an event counts. */
      rules?: Array<{
        /** Categories of the rule. Default: every category. */
        categories?: string[];
        /** Mildest severity of the rule. Default: `low`. */
        minSeverity?: 'low' | 'medium' | 'high' | 'critical';
        /** Days for which these events are kept. */
        days: number;
      }>;

      /**
       * Whether events stay until every active export schedule that they
       * belong to has exported them. Default: true.
       */
      holdUnexported?: boolean;

      /**
       * To try retention and recovery: each of their days lasts a minute, and
       * what is too old is removed every ten seconds. The backend doesn't start
       * with it in production (`NODE_ENV`). Default: false.
       */
      daysAreMinutes?: boolean;
    };

    exports?: {
      /**
       * Longest range of one incremental export, in events. What is beyond it
       * goes into a further object at once. Default: 5000000.
       */
      maxEventsPerObject?: number;
    };

    storage?: {
      /**
       * Origins that Admins may type as the endpoint of a storage that isn't
       * the cloud's own, for example `https://minio.example.com`. Nothing else
       * is ever connected to, so that the backend can't be made to talk to
       * addresses inside its network. Default: none.
       */
      allowedEndpoints?: string[];

      /**
       * Folder under which integrations of the kind `local` write. Where it is
       * absent, local storage is not offered. A text is its path.
       */
      localFolder?:
        | string
        | {
            /** The folder itself. */
            path: string;
            /**
             * Who may enter the folders that are made in it, as octal text in
             * quotes; what is written has the same without the right to
             * execute. Folders that are there stay as they are. Default:
             * '0700', the user of the backend alone.
             */
            mode?: string;
          };

      /**
       * Credentials that storage integrations refer to by name. They stay in
       * the configuration: neither the database nor the screen ever has them.
       */
      profiles?: Array<{
        /** What integrations call it; unique for its kind. */
        name: string;
        /** Decides which of the following belong to it. */
        kind: 's3' | 'azure' | 'gcs';
        /** S3: an account of `aws.accounts`. */
        awsAccountId?: string;
        /** S3. */
        accessKeyId?: string;
        /**
         * S3; with `accessKeyId`.
         *
         * @visibility secret
         */
        secretAccessKey?: string;
        /**
         * S3; for temporary keys.
         *
         * @visibility secret
         */
        sessionToken?: string;
        /**
         * Azure: the key of the storage account.
         *
         * @visibility secret
         */
        accountKey?: string;
        /**
         * Azure: a shared access signature.
         *
         * @visibility secret
         */
        sasToken?: string;
        /** Azure: of an app registration, with `clientId` and `clientSecret`. */
        tenantId?: string;
        /** Azure: of an app registration. */
        clientId?: string;
        /**
         * Azure: of an app registration.
         *
         * @visibility secret
         */
        clientSecret?: string;
        /** Path of a Google service account's key file. */
        keyFile?: string;
        /** Google: another domain than `googleapis.com`. */
        universeDomain?: string;
      }>;

      /**
       * Storage integrations that are made, where there is none of that name,
       * when audit logging is enabled and when the backend starts. From then
       * on they are like those that Admins make: one that is changed on screen
       * stays so, and one that is deleted comes back with the next start.
       */
      integrations?: Array<{
        /** Lower case letters, digits and hyphens; unique. */
        name: string;
        /** For example `s3://bucket/folder`. */
        destination: string;
        identity: {
          /** Who the backend is for the storage; docs/exports.md tells of each. */
          type:
            | 'role'
            | 'managed'
            | 'workload'
            | 'impersonation'
            | 'ambient'
            | 'profile';
          /** AWS: the role to assume. */
          roleArn?: string;
          /** Azure: of the workload identity. */
          tenantId?: string;
          /** Azure: of the managed or workload identity. */
          clientId?: string;
          /** Google: the service account to impersonate. */
          serviceAccount?: string;
          /** Name of one of the profiles. */
          profile?: string;
        };
        /** S3: of the bucket. */
        region?: string;
        /** One of `allowedEndpoints`. Default: the own one of the cloud. */
        endpoint?: string;
        /** S3: the bucket in the path, as most other S3 storages need. */
        forcePathStyle?: boolean;
      }>;
    };

    /**
     * Records how entities of the catalog change, with their values before and
     * after, whatever changed them.
     */
    catalogChanges?: {
      /** Default: false. */
      enabled?: boolean;
      /**
       * How often the catalog is looked at: changes between two looks are one.
       * At least a second. Default: every minute.
       */
      frequency?: string | HumanDuration;
    };
  };
}
