/** What was done and what has resolved, as only who looks on can know it. */
export class Ledger {
  operations = new Map();
  count = 0;
  #now;

  constructor(now) {
    this.#now = now;
  }

  /**
   * @param portalClock - what it says then is remembered
   */
  add({ begun, member, process, portalClock }) {
    const operation = {
      id: begun.id,
      plugin: begun.plugin,
      category: begun.category,
      member: member.name,
      isPortal: member.isPortal,
      host: member.host,
      process,
      portalClock,
      portalTime: portalClock.now(),
      calledAt: this.#now(),
      /** When `begin` had resolved. */
      begunAt: undefined,
      endedAt: undefined,
      /** Outcomes that were told, and those of which the call has resolved. */
      told: [],
      resolved: [],
      resolvedAt: undefined,
      /** The recorder counted that something is not durable, or was given up. */
      isExcused: false,
      isRefused: false,
    };
    this.operations.set(begun.id, operation);
    this.count += 1;
    return operation;
  }
}
