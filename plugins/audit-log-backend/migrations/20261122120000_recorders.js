// @ts-check

/**
 * What the recorder of each replica has to say.
 *
 * What:  creates a table with one row for each process that records, so that
 *        every replica can show what the others hold back, and ask them to try
 *        again.
 * Cost:  none, the table is empty and stays small.
 * Undo:  drops the table; each replica then knows of itself alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_recorders', table => {
    table.comment('Processes that record, as they last said');
    table.string('id', 36).primary().comment('Of the process');
    table.string('instance', 256).notNullable().comment('As in its events');
    table.bigInteger('seen_at').notNullable().comment('ms since 1970');
    table.text('problems').notNullable().comment('JSON, sentences');
    table.integer('quarantined').notNullable().comment('Events put aside');
    table.text('quarantine').notNullable().comment('JSON, the oldest of them');
    table
      .boolean('retry_asked')
      .notNullable()
      .defaultTo(false)
      .comment('Somebody wants them tried again');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_recorders');
};
