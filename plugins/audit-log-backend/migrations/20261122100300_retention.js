// @ts-check

/**
 * What retention leaves behind, and which notices were sent.
 *
 * A removed event leaves its leaf hash: with it, the rest of the log is still
 * verified against every checkpoint ever signed. A notice is remembered so
 * that people are told once, with any number of replicas.
 *
 * Cost: two empty tables. Undo: `down` drops them; the log can't be verified
 * afterwards where events were removed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_removed_leaves', table => {
    table.comment('Leaf hashes of events that retention removed');
    if (knex.client.config.client === 'pg') {
      table.bigInteger('sequence').primary();
    } else {
      table.integer('sequence').primary();
    }
    table.binary('leaf_hash').notNullable().comment('32 bytes');
  });

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
  await knex.schema.dropTable('audit_log_removed_leaves');
};
