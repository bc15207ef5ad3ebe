// @ts-check

/**
 * Since when the catalog can't be followed, whichever replica tried.
 *
 * Cost: an empty table. Undo: `down` drops it; nothing else knows of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_catalog_failure', table => {
    table.comment('The looks at the catalog that failed one after the other');
    table.integer('id').primary().comment('Always 1');
    table
      .timestamp('failed_since')
      .notNullable()
      .comment('Of the first look that failed; no row where none did');
    table
      .text('failure')
      .notNullable()
      .comment('What went wrong at the last one');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_catalog_failure');
};
