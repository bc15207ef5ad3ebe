// @ts-check

/** However many a schedule has had. */
const RUNS_AT_ONCE = 500;

/**
 * Lets an export schedule say which version of its view it was taken from,
 * which chain of runs it is in, and how far its windows have come.
 *
 * What:  adds six columns to the schedules, and a table of what an upgrade
 *        did that people are told afterwards. A schedule of a view takes the
 *        query that its last run had: where the view was changed since, it
 *        keeps that, a new chain begins, and its owner is told. Where the
 *        schedule itself was changed since, it keeps what it has.
 * Cost:  reads the runs of each schedule once, some at a time.
 * Undo:  drops them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_export_schedules', table => {
    table.integer('view_version').comment('That the query was taken from');
    table.integer('chain').notNullable().defaultTo(1).comment('From 1');
    table.bigInteger('chain_since').comment('First sequence of the chain');
    table.string('covered_until', 24).comment('End of the last window');
    table
      .boolean('has_failed')
      .notNullable()
      .defaultTo(false)
      .comment('Its owner waits to hear that it works again');
    table.integer('format_version').comment('That it keeps, else the newest');
  });
  await knex.schema.createTable('audit_log_upgrade_notes', table => {
    table.comment('What an upgrade did, until people were told');
    table.increments('id');
    table.string('kind', 64).notNullable();
    table.text('about').notNullable().comment('JSON');
    table.string('claimed_at', 24).comment('By a replica that tells it');
  });
  await knex('audit_log_export_schedules')
    .where('failures_in_a_row', '>', 0)
    .update({ has_failed: true });
  const rows = await knex('audit_log_export_schedules').select(
    'id',
    'name',
    'owner',
    'draft',
    'updated_at',
  );
  for (const row of rows) {
    await takeOver(knex, row);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_upgrade_notes');
  await knex.schema.alterTable('audit_log_export_schedules', table => {
    table.dropColumns(
      'view_version',
      'chain',
      'chain_since',
      'covered_until',
      'has_failed',
      'format_version',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 * @param {{ id: string, name: string, owner: string, draft: string, updated_at: string }} row
 */
async function takeOver(knex, row) {
  const { id, name, owner } = row;
  const draft = JSON.parse(row.draft);
  const view = draft.viewId
    ? await knex('audit_log_views')
        .where('id', draft.viewId)
        .first('name', 'query', 'version')
    : undefined;

  const { last, coveredUntil, ...runs } = await readRuns(knex, id);
  let { chain, since } = runs;
  if (draft.viewId && last && last.query !== draft.query) {
    // What a person has changed since is what they want.
    const isChanged = row.updated_at > last.frozenAt;
    draft.query = isChanged ? draft.query : last.query;
    chain += since === null ? 0 : 1;
    since = null;
    await knex('audit_log_upgrade_notes').insert({
      kind: isChanged ? 'query-kept' : 'view-changed',
      about: JSON.stringify({
        schedule: { id, name, owner },
        view: { id: draft.viewId, name: view ? view.name : null },
        query: draft.query,
      }),
    });
  }
  await knex('audit_log_export_schedules')
    .where('id', id)
    .update({
      draft: JSON.stringify(draft),
      // OCSF 1.8, until somebody changes the schedule.
      format_version: draft.output.format === 'ocsf' ? 2 : null,
      view_version: view && view.query === draft.query ? view.version : null,
      chain,
      chain_since: since,
      covered_until: draft.coverage.mode === 'window' ? coveredUntil : null,
    });
}

/**
 * What the runs of a schedule come to, read some at a time. What was canceled
 * says nothing of what is wanted.
 *
 * @param {import('knex').Knex} knex
 * @param {string} id
 */
async function readRuns(knex, id) {
  let chain = 1;
  /** @type {string | null} */
  let since = null;
  /** @type {string | undefined} */
  let query;
  /** @type {{ query: string, frozenAt: string } | undefined} */
  let last;
  /** @type {string | null} */
  let coveredUntil = null;
  for (let after = 0, isMore = true; isMore; ) {
    const rows = await knex('audit_log_export_runs')
      .where('schedule_id', id)
      .where('number', '>', after)
      .orderBy('number')
      .limit(RUNS_AT_ONCE)
      .select(
        'number',
        'status',
        'trigger',
        'from_sequence',
        'due_at',
        'frozen_at',
        'spec',
      );
    for (const row of rows) {
      const spec = JSON.parse(row.spec);
      after = row.number;
      if (row.status !== 'canceled') {
        last = { query: spec.query, frozenAt: row.frozen_at };
      }
      if (row.status === 'succeeded') {
        if (since === null || spec.query !== query) {
          chain += since === null ? 0 : 1;
          since = String(row.from_sequence);
        }
        query = spec.query;
        if (row.trigger === 'schedule' && spec.coverage.mode === 'window') {
          coveredUntil = row.due_at;
        }
      }
    }
    isMore = rows.length === RUNS_AT_ONCE;
  }
  return { chain, since, last, coveredUntil };
}
