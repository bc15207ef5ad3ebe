// @ts-check

/**
 * Storage integrations, export schedules and their runs.
 *
 * What:  creates three tables. Instants are ISO 8601 in UTC with milliseconds
 *        as text, which sorts as time on every database. Nothing here is a
 *        secret.
 * Cost:  none, the tables are empty.
 * Undo:  drops the tables; what was exported stays where it is.
 *
 * The partial unique indexes hold the promises of exports whatever the code
 * does: one unfinished run per schedule, so that ranges can't overlap, and one
 * run per object.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_storage_integrations', table => {
    table.comment('Places that exports go to');
    table.string('id', 36).primary();
    table.string('name', 63).notNullable().unique();
    table.text('connection').notNullable().comment('JSON, without secrets');
    table.string('external_id', 64).comment('For AWS roles, generated');
    table.string('status', 16).notNullable();
    table.text('status_reason');
    table.text('last_test').comment('JSON, step by step');
    table.string('created_by', 512).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.integer('version').notNullable().comment('Grows with each change');
  });

  await knex.schema.createTable('audit_log_export_schedules', table => {
    table.comment('What is exported, where to, and when');
    table.string('id', 36).primary();
    table.string('name', 128).notNullable();
    table.string('owner', 512).notNullable();
    table.string('integration', 63).notNullable().index();
    table.text('draft').notNullable().comment('JSON of what people wrote');
    table.string('status', 16).notNullable();
    table.text('status_reason');
    table.integer('failures_in_a_row').notNullable();
    table.bigInteger('exported_to').notNullable().comment('Last sequence');
    table
      .bigInteger('checked_to')
      .notNullable()
      .comment('Up to here no row of the view is waiting');
    table.integer('last_run').notNullable().comment('Number of the last run');
    table.string('next_due_at', 24);
    table.string('last_success_at', 24);
    table.text('manifest_destination').comment('Last manifest');
    table.string('manifest_sha256', 64).comment('Of its bytes');
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.integer('version').notNullable().comment('Grows with each change');
  });

  await knex.schema.createTable('audit_log_export_runs', table => {
    table.comment('Frozen ranges, and what became of them');
    table.string('id', 36).primary();
    table
      .string('schedule_id', 36)
      .notNullable()
      .references('id')
      .inTable('audit_log_export_schedules')
      .onDelete('CASCADE');
    table.integer('number').notNullable();
    table.string('trigger', 16).notNullable();
    table.string('requested_by', 512);
    table.string('status', 16).notNullable();
    table
      .string('phase', 16)
      .notNullable()
      .comment('object, or manifest once the object is complete');
    table.integer('attempt').notNullable();
    table.string('due_at', 24).notNullable();
    table.string('frozen_at', 24).notNullable();
    table.bigInteger('from_sequence').notNullable();
    table.bigInteger('to_sequence').notNullable();
    table.text('spec').notNullable().comment('JSON, frozen with the range');
    table.text('destination').notNullable();
    table.text('manifest').comment('Its bytes as text, frozen');
    table.bigInteger('rows').notNullable();
    table.bigInteger('bytes').notNullable();
    table.bigInteger('reached_sequence').notNullable();
    table.string('sha256', 64);
    table.text('error');
    table.string('error_kind', 16);
    table.string('started_at', 24);
    table.string('finished_at', 24);
    table.string('retry_at', 24);
    table.string('claimed_by', 36);
    table.string('claimed_until', 24);
    table.boolean('cancel_requested').notNullable();
    table.unique(['schedule_id', 'number']);
  });

  await knex.raw(
    "create unique index audit_log_export_runs_unfinished on audit_log_export_runs (schedule_id) where status in ('queued', 'running', 'failed')",
  );
  await knex.raw(
    "create unique index audit_log_export_runs_object on audit_log_export_runs (destination) where status not in ('canceled', 'skipped')",
  );
  await knex.raw(
    "create index audit_log_export_runs_open on audit_log_export_runs (status) where status in ('queued', 'running', 'failed')",
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_export_runs');
  await knex.schema.dropTable('audit_log_export_schedules');
  await knex.schema.dropTable('audit_log_storage_integrations');
};
