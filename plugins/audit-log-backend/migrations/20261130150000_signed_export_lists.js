// @ts-check

/**
 * What is published beside a checkpoint: which exports were the newest.
 *
 * What:  adds a column to the checkpoints that are beside exports: the signed
 *        list of the newest manifest of each schedule in that storage.
 * Cost:  none, the column may be null.
 * Undo:  drops the column; lists that are in storages stay there.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_published_checkpoints', table => {
    table
      .text('exports')
      .comment('Signed; null where the release did not make it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_published_checkpoints', table => {
    table.dropColumn('exports');
  });
};
