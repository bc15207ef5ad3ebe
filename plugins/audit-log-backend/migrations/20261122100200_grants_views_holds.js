// @ts-check

/**
 * Grants, saved views and legal holds, and the settings that Admins change.
 *
 * Lists and limits are JSON as text: they are read and written whole, never
 * searched. Instants are ISO 8601 in UTC with milliseconds, as text.
 *
 * Cost: three empty tables and one column of the one-row settings table.
 * Undo: `down` forgets them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_settings', table => {
    table
      .text('changed')
      .notNullable()
      .defaultTo('{}')
      .comment('JSON of the settings that Admins changed');
  });

  await knex.schema.createTable('audit_log_grants', table => {
    table.comment('Who was let read the log');
    table.string('id', 36).primary();
    table.string('grantee', 512).notNullable().index().comment('Entity ref');
    table.text('limits').notNullable().comment('JSON');
    table.text('reason').nullable();
    table.string('expires_at', 24).nullable().comment('Exclusive');
    table.string('created_at', 24).notNullable();
    table.string('created_by', 512).notNullable();
    table.integer('version').notNullable().comment('Grows with each change');
  });

  await knex.schema.createTable('audit_log_views', table => {
    table.comment('Saved filters');
    table.string('id', 36).primary();
    table.string('owner', 512).notNullable().comment('Entity ref');
    table.string('name', 100).notNullable();
    table.string('name_key', 200).notNullable().comment('Name in lower case');
    table.text('query').notNullable();
    table.text('time_range').nullable().comment('JSON');
    table.text('columns').nullable().comment('JSON');
    table.boolean('shared').notNullable();
    table.boolean('is_default').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('updated_at', 24).notNullable();
    table.integer('version').notNullable().comment('Grows with each change');
    table.unique(['owner', 'name_key']);
  });

  await knex.schema.createTable('audit_log_legal_holds', table => {
    table.comment('Events that are never removed while held');
    table.string('id', 36).primary();
    table.string('name', 100).notNullable();
    table.text('query').notNullable();
    table.text('reason').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('created_by', 512).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_legal_holds');
  await knex.schema.dropTable('audit_log_views');
  await knex.schema.dropTable('audit_log_grants');
  await knex.schema.alterTable('audit_log_settings', table => {
    table.dropColumn('changed');
  });
};
