// @ts-check

/**
 * Which notices were sent, so that people are told once, with any number of
 * replicas.
 *
 * Cost: an empty table. Undo: `down` forgets them, and people may be told twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_notices', table => {
    table.comment('Notices that were sent, each once');
    table.string('notice', 255).primary();
    table.string('sent_at', 24).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_notices');
};
