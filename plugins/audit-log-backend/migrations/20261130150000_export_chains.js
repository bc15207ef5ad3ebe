// @ts-check

/**
 * Lets an export schedule say which version of its view it was taken from,
 * which chain of runs it is in, and how far its windows have come.
 *
 * What:  adds six columns to the schedules, and a table of what an upgrade
 *        did that people are told afterwards. A schedule of a view takes the
 *        query that its last run had: where the view was changed since, it
 *        keeps that, a new chain begins, and its owner is told.
 * Cost:  reads the runs of each schedule once.
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
 * @param {{ id: string, name: string, owner: string, draft: string }} row
 */
async function takeOver(knex, { id, name, owner, draft: text }) {
  const draft = JSON.parse(text);
  const runs = (
    await knex('audit_log_export_runs')
      .where('schedule_id', id)
      .orderBy('number')
      .select('status', 'trigger', 'from_sequence', 'due_at', 'spec')
  ).map(run => ({ ...run, spec: JSON.parse(run.spec) }));
  const view = draft.viewId
    ? await knex('audit_log_views')
        .where('id', draft.viewId)
        .first('name', 'query', 'version')
    : undefined;

  let chain = 1;
  /** @type {string | null} */
  let since = null;
  /** @type {string | undefined} */
  let query;
  for (const { status, spec, from_sequence: from } of runs) {
    if (status === 'succeeded') {
      if (since === null || spec.query !== query) {
        chain += since === null ? 0 : 1;
        since = String(from);
      }
      query = spec.query;
    }
  }
  const last = draft.viewId ? runs[runs.length - 1] : undefined;
  if (last && last.spec.query !== draft.query) {
    draft.query = last.spec.query;
    chain += since === null ? 0 : 1;
    since = null;
    await knex('audit_log_upgrade_notes').insert({
      kind: 'view-changed',
      about: JSON.stringify({
        schedule: { id, name, owner },
        view: { id: draft.viewId, name: view ? view.name : null },
        query: draft.query,
      }),
    });
  }
  const windows = runs.filter(
    ({ status, trigger, spec }) =>
      status === 'succeeded' &&
      trigger === 'schedule' &&
      spec.coverage.mode === 'window',
  );
  await knex('audit_log_export_schedules')
    .where('id', id)
    .update({
      draft: JSON.stringify(draft),
      // OCSF 1.8, until somebody changes the schedule.
      format_version: draft.output.format === 'ocsf' ? 2 : null,
      view_version: view && view.query === draft.query ? view.version : null,
      chain,
      chain_since: since,
      covered_until:
        draft.coverage.mode === 'window' && windows.length > 0
          ? windows[windows.length - 1].due_at
          : null,
    });
}
