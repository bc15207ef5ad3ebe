/** What the process of a portal is told. */
export interface PortalFacts {
  entities: number;
  follows: boolean;
  /** Address of a fresh PostgreSQL database, else SQLite in the folder. */
  postgres: string | undefined;
  folder: string;
}

/** What a stretch of time cost. */
export interface Phase {
  name: string;
  seconds: number;
  cpuSeconds: number;
  /** Highest while it lasted. */
  rssMb: number;
  /** Events about changed entities. */
  events: number;
}
