// @ts-check

/**
 * Through which OAuth client an actor acted, and whether an AI assistant did so
 * for them.
 *
 * What:  adds three columns to the events.
 * Cost:  none, whatever the size of the table: they are null in the rows that
 *        are there, which no database writes anew for that.
 * Undo:  drops the columns; events that have such facts can't be proven from
 *        then on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.text('actor_mode').comment('agent, or null');
    table.text('actor_client_id').comment('OAuth client of the token');
    table.text('actor_client_name').comment('Its name');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.dropColumn('actor_mode');
    table.dropColumn('actor_client_id');
    table.dropColumn('actor_client_name');
  });
};
