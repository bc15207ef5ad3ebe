// @ts-check

/**
 * Which events a replica is to throw away.
 *
 * What:  adds a column to the table of processes that record, so that every
 *        replica can have the others discard events that the log refuses.
 * Cost:  none, the table has one row for each process.
 * Undo:  drops the column; replicas then discard only their own.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_recorders', table => {
    table
      .text('discard_asked')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON, ids of events to throw away');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_recorders', table => {
    table.dropColumn('discard_asked');
  });
};
