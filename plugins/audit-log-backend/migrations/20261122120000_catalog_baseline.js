// @ts-check

/**
 * Since when the audit log follows the catalog: who took or takes the look
 * that later ones are compared with.
 *
 * Cost: an empty table. Undo: `down` forgets it; following begins anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_catalog_baseline', table => {
    table.comment('The look at the catalog that later ones are compared with');
    table.integer('id').primary().comment('Always 1');
    table
      .string('taken_for', 64)
      .notNullable()
      .comment('What it was asked for by, such as the id of a transition');
    table
      .timestamp('taken_at')
      .nullable()
      .comment('Null while it is being taken');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_catalog_baseline');
};
