// @ts-check

/**
 * Why nobody can be warned of events that are removed before they were
 * exported, whichever replica found out.
 *
 * Cost: an empty table. Undo: `down` drops it; nothing else knows of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_removal_warning', table => {
    table.comment('What kept the last run of retention from warning');
    table.integer('id').primary().comment('Always 1');
    table.text('problem').notNullable().comment('A sentence');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_removal_warning');
};
