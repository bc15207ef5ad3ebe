// @ts-check

/**
 * Keeps the ids of requests and traces that callers name apart from those that
 * the portal gave.
 *
 * What:  adds two columns to the events.
 * Cost:  none, whatever the size of the table: they are null in the rows that
 *        are there, which no database writes anew for that.
 * Undo:  drops the columns; events that have such ids can't be proven from
 *        then on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.text('claimed_trace_id').comment('As the caller named it');
    table.text('claimed_request_id').comment('As the caller named it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.dropColumn('claimed_trace_id');
    table.dropColumn('claimed_request_id');
  });
};
