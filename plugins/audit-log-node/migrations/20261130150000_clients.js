// @ts-check

/**
 * To which OAuth client a token was issued, for all replicas and across
 * restarts. Lies in the database of the auth plugin.
 *
 * What:  creates one small table; rows go when what they are about has ended.
 * Cost:  none, the table is empty.
 * Undo:  drops it; events of tokens that are in use then don't name a client.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_clients', table => {
    table.comment('OAuth clients that the audit log has seen');
    table
      .string('key', 64)
      .primary()
      .comment('SHA-256 of what belongs to the client, such as a token');
    table.string('client_id', 512).notNullable();
    table.string('client_name', 256);
    table
      .boolean('is_assistant')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the token reached the plugin for AI assistants');
    table
      .bigInteger('expires_at')
      .notNullable()
      .index()
      .comment('Epoch seconds');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_clients');
};
