const SEVERITIES = ['low', 'medium', 'high', 'critical'];

/**
 * The database of the portal, a machine of its own that loses nothing: each
 * piece of work is done whole. It remembers when, in true time.
 */
export class Tables {
  logId = 'the-log';
  head = { frontier: { size: 0, hashes: [] }, time: null, awaited: 0 };
  events = [];
  switches = [];
  /** `{ at, state, rules }`, oldest first. */
  history = [];
  /** True time of the commit, by event id. */
  committedAt = new Map();
  #settings;
  #byId = new Map();
  #byAmended = new Map();
  #byTarget = new Map();
  #scheduler;
  #note;

  constructor(scheduler, note = () => {}) {
    this.#note = note;
    this.#scheduler = scheduler;
    this.settings = {
      state: 'disabled',
      changedAt: null,
      changedBy: null,
      reason: null,
      keptUntil: null,
      transitionId: null,
      changed: {},
      version: 1,
    };
  }

  get settings() {
    return this.#settings;
  }

  set settings(settings) {
    this.#settings = settings;
    this.history.push({
      at: this.#scheduler.now,
      state: settings.state,
      rules: settings.changed.rules,
    });
  }

  /** The events of an operation, in order. */
  about(operationId) {
    return this.#byTarget.get(`component:default/${operationId}`) ?? [];
  }

  #amending(id) {
    return this.#byAmended.get(id) ?? [];
  }

  knownRows(ids) {
    const rows = new Map();
    for (const id of ids) {
      const own = this.#byId.get(id);
      for (const sealed of own
        ? [own, ...this.#amending(id)]
        : this.#amending(id)) {
        rows.set(sealed.sequence, rowOf(sealed));
      }
    }
    return [...rows.values()];
  }

  operations(ids) {
    return new Map(
      ids.flatMap(id => {
        const { event } = this.#byId.get(id)?.prepared ?? {};
        return event ? [[id, { ...event }]] : [];
      }),
    );
  }

  commit(events, head) {
    this.head = head;
    for (const sealed of events) {
      const { event, startedAtMs } = sealed.prepared;
      this.events.push(sealed);
      this.#byId.set(event.id, sealed);
      this.committedAt.set(event.id, this.#scheduler.now);
      const target = event.target?.ref;
      this.#byTarget.set(target, [
        ...(this.#byTarget.get(target) ?? []),
        sealed,
      ]);
      if (event.amends !== null) {
        this.#byAmended.set(event.amends, [
          ...this.#amending(event.amends),
          sealed,
        ]);
      }
      if (event.plugin === 'audit-log' && /^logging-st/.test(event.eventId)) {
        const isOn = event.eventId === 'logging-start';
        const at = isOn ? startedAtMs : Date.parse(event.endedAt);
        this.#note(`${event.eventId} is in the log`);
        this.switches.push({ at, isOn, trueTime: this.#scheduler.now });
      }
    }
  }

  supersede(sequence, by) {
    const index = this.events.findLastIndex(each => each.sequence === sequence);
    this.events[index].supersededBy = by;
  }

  /** Forgets events that were looked at; the tree over them stays. */
  forgetEvents() {
    this.events = [];
    this.#byId.clear();
    this.#byAmended.clear();
    this.#byTarget.clear();
    this.committedAt.clear();
  }
}

function rowOf({ prepared, sequence, supersededBy }) {
  const { event, startedAtMs } = prepared;
  return {
    sequence,
    id: event.id,
    amends: event.amends,
    superseded_by: supersededBy,
    started_at: startedAtMs,
    plugin: event.plugin,
    event_id: event.eventId,
    category: event.category,
    severity_rank: SEVERITIES.indexOf(event.severity),
    outcome: event.outcome,
    actor_type: event.actor.type,
    actor_ref: event.actor.ref,
    actor_on_behalf_of: null,
    actor_via: null,
    instance: event.instance,
    delivered_by: event.deliveredBy,
    leaf_version: 1,
  };
}
