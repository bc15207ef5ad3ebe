// @ts-check

/**
 * How many looks at the catalog found changes, so that a change that happens
 * once more is told apart from one that is found twice.
 *
 * Cost: one column of a table of one row. Undo: `down` drops it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_catalog_baseline', table => {
    table
      .integer('looks')
      .notNullable()
      .defaultTo(0)
      .comment('Completed looks that found changes since');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_catalog_baseline', table => {
    table.dropColumn('looks');
  });
};
